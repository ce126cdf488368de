import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { gatewayChannel } from './gateway.ts'

let gateway: Server
let address: string
let folder: string
let answer: { status: number; location?: string } = { status: 202 }
const came: { authorization: string | undefined; body: unknown }[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-gateway-'))
  gateway = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    came.push({ authorization: request.headers.authorization, body: JSON.parse(text) })
    response.writeHead(answer.status, answer.location === undefined ? {} : { location: answer.location }).end('{}')
  })
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/sms`
})
afterAll(async () => {
  await new Promise((resolve) => gateway.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

const MESSAGE = { to: '13800001111', text: '验证码 123456' }

it('is none where none was configured', () => {
  expect(gatewayChannel({ messageUrl: undefined, messageKeyFile: undefined })).toBeUndefined()
})

it('hands the message over with the key that stands in the file now', async () => {
  const file = join(folder, 'key')
  await writeFile(file, 'first\n')
  const channel = gatewayChannel({ messageUrl: address, messageKeyFile: file })
  await channel?.deliver(MESSAGE)
  await writeFile(file, 'second\n')
  await channel?.deliver(MESSAGE)
  expect(came.splice(0)).toEqual([
    { authorization: 'Bearer first', body: MESSAGE },
    { authorization: 'Bearer second', body: MESSAGE },
  ])
})

it('fails aloud when the gateway refuses, sends elsewhere, or is away', async () => {
  const channel = gatewayChannel({ messageUrl: address, messageKeyFile: undefined })
  answer = { status: 500 }
  await expect(channel?.deliver(MESSAGE)).rejects.toThrow('answered 500')
  answer = { status: 307, location: 'http://127.0.0.1:9/elsewhere' }
  await expect(channel?.deliver(MESSAGE)).rejects.toThrow()
  const away = gatewayChannel({ messageUrl: 'http://127.0.0.1:9/sms', messageKeyFile: undefined })
  await expect(away?.deliver(MESSAGE)).rejects.toThrow()
})
