import { v7 as uuidv7 } from 'uuid'

export const SERVICE_KEY = 'the-key-of-the-fault-tests'

const MATTERS = ['卫生间天花板漏水', '下水道堵了返味', '楼道堆放杂物', '电梯经常停运', '路灯不亮'] as const

/** One call that somebody makes, and makes again with the same id until it is answered. */
export interface Call {
  readonly ticketId: string
  readonly text: string
}

export interface Answer {
  readonly status: number
  readonly body: {
    readonly number?: string
    readonly repeated?: boolean
    readonly code?: string
    readonly sentence?: string
  }
}

let made = 0

export function makeCall(): Call {
  const index = made++
  const ticketId = uuidv7()
  const matter = MATTERS[index % MATTERS.length]
  const address = `百万庄东里${(index % 40) + 1}号楼`
  const text = JSON.stringify({
    ticketId,
    channel: 'phone',
    title: `${address}${matter}`,
    words: `您好，我住${address}，${matter}，一直没有处理，请尽快派人来看看。`,
    requester: { name: '测试人', phone: `1990${String(index).padStart(7, '0')}` },
    place: { district: '110102', subdistrict: '110102009', community: null, address },
  })
  return { ticketId, text }
}

/** Rejects when nobody answers: the caller does not know then whether the ticket was made. */
export async function call(url: string, { text }: Call): Promise<Answer> {
  const answer = await fetch(`${url}/api/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-huying-service-key': SERVICE_KEY },
    body: text,
  })
  return { status: answer.status, body: (await answer.json()) as Answer['body'] }
}

export function isAcknowledged({ status }: Answer): boolean {
  return status === 200 || status === 201
}
