/** The server makes them so large at most; a phone on a slow net need not send more. */
const LONGEST_SIDE = 2_048
const MOST = 6

/** Photos are made small here before they are sent, and shown with a button to take each away again. */
export function preparePhotos(): void {
  for (const field of document.querySelectorAll<HTMLElement>('[data-photos]')) prepare(field)
}

function prepare(field: HTMLElement): void {
  const input = field.querySelector<HTMLInputElement>('input[type="file"]')
  const list = field.querySelector<HTMLElement>('[data-chosen]')
  const told = field.querySelector<HTMLElement>('[data-told]')
  const upload = field.querySelector<HTMLElement>('[data-upload]')
  if (!input || !list || typeof DataTransfer === 'undefined' || typeof createImageBitmap === 'undefined') return
  // They go with the page's own button.
  if (upload) upload.hidden = true
  const room = MOST - Number(field.dataset['kept'] ?? 0)
  let chosen: File[] = []
  const show = (): void => {
    const carried = new DataTransfer()
    for (const file of chosen) carried.items.add(file)
    input.files = carried.files
    list.hidden = chosen.length === 0
    list.replaceChildren(...chosen.map((file, index) => row(file, index)))
  }
  const row = (file: File, index: number): HTMLElement => {
    const name = `${field.dataset['name'] ?? ''} ${index + 1}`
    const remove = document.createElement('button')
    remove.type = 'button'
    remove.className = 'small'
    remove.textContent = field.dataset['remove'] ?? ''
    remove.setAttribute('aria-label', `${field.dataset['remove'] ?? ''} ${name}`)
    remove.addEventListener('click', () => {
      chosen = chosen.filter((one) => one !== file)
      show()
      input.focus()
    })
    const item = document.createElement('li')
    item.append(preview(file, name), remove)
    return item
  }
  input.addEventListener('change', async () => {
    const added = [...(input.files ?? [])]
    const small = await Promise.all(added.map(makeSmall))
    if (told) told.textContent = chosen.length + small.length > room ? (field.dataset['many'] ?? '') : ''
    chosen = [...chosen, ...small].slice(0, room)
    show()
  })
}

function preview(file: File, name: string): HTMLImageElement {
  const image = document.createElement('img')
  const address = URL.createObjectURL(file)
  image.width = 120
  image.height = 90
  image.alt = name
  image.addEventListener('load', () => URL.revokeObjectURL(address))
  image.src = address
  return image
}

/** Drawn anew, upright and without a word about where it was taken. What cannot be drawn goes as it is: the server says why not. */
async function makeSmall(file: File): Promise<File> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const shrink = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(bitmap.width * shrink))
    canvas.height = Math.max(1, Math.round(bitmap.height * shrink))
    const pen = canvas.getContext('2d')
    if (!pen) return file
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85))
    return blob ? new File([blob], 'photo.jpg', { type: 'image/jpeg' }) : file
  } catch {
    return file
  }
}
