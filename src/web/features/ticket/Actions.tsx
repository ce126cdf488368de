import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import type { TicketView } from '../../api/ticket.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './Actions.module.css'
import { CommandPanel } from './CommandPanel.tsx'
import { inOrder, isUsual } from './forms/command-forms.ts'

const SHOWN = 4

/** What the state, the rules and my role allow now: the usual few as buttons, the rest behind one more. */
export function Actions({ ticket }: { readonly ticket: TicketView }) {
  const { t, term } = useWords()
  const [chosen, setChosen] = useState<string | null>(null)
  const possible = inOrder(ticket.actions)
  if (chosen !== null) {
    return (
      <CommandPanel
        key={chosen}
        ticket={ticket}
        command={chosen}
        possible={possible.includes(chosen)}
        close={() => setChosen(null)}
      />
    )
  }
  if (possible.length === 0) return <p className={styles['none']}>{t('ticket.no-actions')}</p>
  const [main, ...others] = possible.slice(0, SHOWN)
  const rest = possible.slice(SHOWN)
  return (
    <section className={styles['actions']} aria-label={t('ticket.actions')}>
      {main !== undefined && (
        <Button type={isUsual(main) ? 'primary' : 'default'} onClick={() => setChosen(main)}>
          {term('command', main)}
        </Button>
      )}
      {others.map((command) => (
        <Button key={command} onClick={() => setChosen(command)}>
          {term('command', command)}
        </Button>
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((command) => ({ key: command, label: term('command', command) })),
            onClick: ({ key }) => setChosen(key),
          }}
        >
          <Button>{t('ticket.more-actions')}</Button>
        </Dropdown>
      )}
    </section>
  )
}
