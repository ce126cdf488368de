import type { z } from 'zod'
import type { PersonSearch, personResults } from '../../../contract/http/search.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { readAs } from '../../../store/database/reader.ts'
import { findByName, findByPhone, ticketsOfPeople } from '../../../store/person/find-people.ts'
import { readPerson } from '../../../store/person/person.ts'
import { logAccess } from '../../../store/read-models/access-log.ts'
import { listByIds } from '../../../store/read-models/ticket-list.ts'
import { readTicket } from '../../../store/read-models/ticket-reading.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import { foldForSearch } from '../../../store/search/body.ts'
import { maskPhone } from '../../../store/vault/phone.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { listItems } from '../../view/list-items.ts'

const MOST_TICKETS = 50

/**
 * P14: whoever calls without number or link is found by phone, or by name and address. A name alone finds nobody: the address
 * has to stand in one of the tickets. The question is logged before anything is looked up, each person found by a line of
 * their own.
 */
export async function findPeople(
  unit: string,
  account: Account,
  { phone, name, address, reason }: PersonSearch,
  language: Language,
  { readerPool, pool, keys, rulebook, clock }: ServerDeps,
): Promise<z.infer<typeof personResults>> {
  const { master } = keys
  const at = clock.now()
  const log = (personId: string | null) =>
    logAccess(pool, {
      ticketId: null,
      personId,
      accountId: account.accountId,
      what: personId === null ? 'person-search' : 'person',
      reason,
      at,
    })
  await log(null)
  const ids = phone === null ? await findByName(pool, master, name ?? '') : await findByPhone(pool, master, phone)
  const { found, rows, titles } = await readAs(readerPool ?? pool, unit, async (sql) => {
    const all = await ticketsOfPeople(sql, unit, ids, MOST_TICKETS + 1)
    const matching = phone === null ? await livingAt(foldForSearch(address ?? '')) : null
    const found = matching === null ? all : all.filter((one) => matching.has(one.person))
    const tickets = found.slice(0, MOST_TICKETS).map((one) => one.ticket_id)
    return { found, rows: await listByIds(sql, unit, tickets), titles: await titlesOf(sql, master, tickets) }

    async function livingAt(wanted: string): Promise<ReadonlySet<string>> {
      const people = new Set<string>()
      for (const one of all) {
        if (people.has(one.person)) continue
        const reading = await readTicket(sql, master, one.ticket_id)
        const { place, words } = reading?.state ?? {}
        const texts = [place?.address, words].map((ref) => (ref && reading ? reading.text(ref.id) : null))
        if (texts.some((text) => text !== null && foldForSearch(text).includes(wanted))) people.add(one.person)
      }
      return people
    }
  })
  const items = new Map(listItems(rows, titles, language, rulebook, at).map((item) => [item.ticketId, item]))
  const people = []
  for (const id of new Set(found.slice(0, MOST_TICKETS).map((one) => one.person))) {
    await log(id)
    const details = await readPerson(pool, master, id)
    if (!details) continue
    const [first = ''] = [...details.name]
    const tickets = found.flatMap((one) => (one.person === id ? [items.get(one.ticket_id)] : []))
    people.push({
      name: first === '' ? '' : `${first}**`,
      phone: details.phone === null ? null : maskPhone(details.phone),
      tickets: tickets.filter((one) => one !== undefined),
    })
  }
  return { people, more: found.length > MOST_TICKETS }
}
