import { Agent, request } from 'node:http'
import { v7 as uuidv7 } from 'uuid'
import { inParallel } from './scratch.ts'

/**
 * The load generator: a process of its own on the same machine, as callers would be. Told what to do by one message from its
 * parent, it answers with every latency; it sends to loopback only and stops by itself.
 */
export interface LoadOrder {
  readonly port: number
  readonly serviceKey: string
  readonly clients: number
  readonly warmupSeconds: number
  readonly seconds: number
}

export interface LoadReport {
  readonly accepted: number
  readonly failed: number
  readonly latenciesMs: readonly number[]
  readonly seconds: number
}

const MATTERS = [
  '卫生间天花板漏水',
  '下水道堵了返味',
  '楼道堆放杂物',
  '电梯经常停运',
  '路灯不亮',
  '垃圾好几天没有清运',
] as const

process.once('message', (order: LoadOrder) => {
  void load(order).then((report) => {
    process.send?.(report, () => process.disconnect?.())
  })
})

async function load(order: LoadOrder): Promise<LoadReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: order.clients })
  let accepted = 0
  let failed = 0
  const one = async (index: number) => {
    if ((await post(agent, order, body(index))) === 201) accepted++
    else failed++
  }
  await inParallel(order.clients, order.warmupSeconds, one)
  accepted = 0
  failed = 0
  const started = performance.now()
  const latenciesMs = await inParallel(order.clients, order.seconds, one)
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  return { accepted, failed, latenciesMs, seconds }
}

function body(index: number): string {
  const matter = MATTERS[index % MATTERS.length]
  const building = (index % 40) + 1
  return JSON.stringify({
    ticketId: uuidv7(),
    channel: 'phone',
    kind: 'complaint',
    title: `百万庄东里${building}号楼${matter}`,
    words: `您好，我住百万庄东里${building}号楼，${matter}，从上周到现在物业一直没有处理，老人进出很不方便，请尽快派人来看看。`,
    requester: { name: '测试人', phone: `1990${String(index % 10_000_000).padStart(7, '0')}` },
    place: { district: '110102', subdistrict: '110102009', community: null, address: `百万庄东里${building}号楼` },
  })
}

function post(agent: Agent, { port, serviceKey }: LoadOrder, text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'x-huying-service-key': serviceKey,
    }
    const sent = request(
      { host: '127.0.0.1', port, path: '/api/tickets', method: 'POST', agent, headers },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode ?? 0))
      },
    )
    sent.on('error', reject)
    sent.end(text)
  })
}
