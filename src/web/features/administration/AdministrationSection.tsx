import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { mayUse, sessionQuery } from '../../api/session.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NowherePage } from '../../ui/NowherePage.tsx'
import { AccessLogSection } from './AccessLogSection.tsx'
import { ChannelsSection } from './ChannelsSection.tsx'
import { HealthSection } from './HealthSection.tsx'
import { KeysSection } from './KeysSection.tsx'
import { LegalBasesSection } from './LegalBasesSection.tsx'
import { PeopleSection } from './PeopleSection.tsx'
import { RetentionSection } from './RetentionSection.tsx'
import { ReviewDatesSection } from './ReviewDatesSection.tsx'
import { RolesSection } from './RolesSection.tsx'
import { SECTION_NEEDS, SECTIONS, type Section } from './sections.ts'
import { UnitsSection } from './UnitsSection.tsx'
import { UnusualSection } from './UnusualSection.tsx'

const PAGES: Readonly<Record<Section, ComponentType>> = {
  people: PeopleSection,
  roles: RolesSection,
  'access-log': AccessLogSection,
  unusual: UnusualSection,
  units: UnitsSection,
  channels: ChannelsSection,
  keys: KeysSection,
  health: HealthSection,
  retention: RetentionSection,
  'legal-bases': LegalBasesSection,
  knowledge: ReviewDatesSection,
}

export function AdministrationSection() {
  const { t } = useWords()
  const { section } = useParams({ from: '/desk/administration/$section' })
  const { data: session } = useSuspenseQuery(sessionQuery)
  const known = SECTIONS.find((one) => one === section)
  if (known === undefined) return <NowherePage />
  if (!mayUse(session.account, SECTION_NEEDS[known].needs))
    return <EmptyState title={t('admin.not-yours')} hint={t('admin.not-yours-hint')} />
  const Page = PAGES[known]
  return <Page key={known} />
}
