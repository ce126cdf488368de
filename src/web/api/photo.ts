import type { UploadView } from '../../contract/http/photo.ts'
import { fetchJson } from './client.ts'
import { ApiProblem, readProblem } from './problem.ts'

/** Where a photo of a ticket is read. */
export function photoAddress(ticketId: string, photo: string, size: 'full' | 'small'): string {
  return `/api/tickets/${ticketId}/photos/${photo}?size=${size}`
}

/** Where one's own upload is read until it is sent. */
export function uploadAddress(upload: string): string {
  return `/api/photos/${upload}?size=small`
}

/**
 * Sends one photo up; `told` hears how much has gone, 0 to 1. Not `fetch`, which cannot say that. Rejects with `ApiProblem`.
 */
export function uploadPhoto(file: File, told: (share: number) => void): Promise<UploadView> {
  return new Promise((resolve, reject) => {
    const body = new FormData()
    body.append('photos', file, 'photo')
    const request = new XMLHttpRequest()
    request.open('POST', '/api/photos')
    request.responseType = 'blob'
    request.upload.addEventListener('progress', ({ loaded, total }) => told(total === 0 ? 0 : loaded / total))
    request.addEventListener('error', () => reject(new ApiProblem(0, 'network', null)))
    request.addEventListener('load', () => {
      const answer = new Response(request.response as Blob, { status: request.status })
      if (answer.ok) answer.json().then((view) => resolve(view as UploadView), reject)
      else readProblem(answer).then(reject, reject)
    })
    request.send(body)
  })
}

export function dropUpload(upload: string): Promise<void> {
  return fetchJson<void>(`/api/photos/${upload}`, { method: 'DELETE' })
}
