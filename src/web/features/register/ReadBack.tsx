import { useQueries, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { adviceQuery, unitQuery } from '../../api/dispatch.ts'
import { nameIn, policyQuery } from '../../api/reference.ts'
import { useWords } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import styles from './Console.module.css'
import { type Answers, placeOf } from './intake.ts'

interface ReadBackProps {
  readonly answers: Answers | null
  readonly back: () => void
  readonly confirmed: () => void
}

/** P15 复述确认: read aloud what was understood; the person says that it is so, then it is dispatched. */
export function ReadBack({ answers, back, confirmed }: ReadBackProps) {
  const { t, sentence, language } = useWords()
  const place = placeOf(answers?.place)
  const codes = [place.district, place.subdistrict, place.community].filter((one) => one !== null)
  const units = useQueries({ queries: codes.map((code) => unitQuery(code)) })
  const where = [...units.flatMap(({ data }) => (data ? [nameIn(language, data)] : [])), place.address ?? '']
  const advice = useQuery({
    ...adviceQuery({
      words: answers?.words ?? '',
      title: answers?.title?.trim() || null,
      place,
      category: answers?.category ?? null,
      accuses: answers?.accuses ?? null,
    }),
    enabled: answers !== null,
  })
  const policy = useQuery(policyQuery)
  const { lead, limit } = advice.data ?? {}
  const rule = policy.data?.limits.find((one) => one.class === limit)?.limit
  const summary = answers?.title?.trim() || answers?.words.trim() || ''
  const name = answers?.requester?.name?.trim() ?? ''
  const phone = answers?.requester?.phone?.trim() ?? ''
  const goes = !answers?.hold && lead && rule
  return (
    <Dialog open={answers !== null} title={t('console.read-title')} leave={back}>
      <div className={styles['aloud']}>
        <p>{t('console.read-matter', { summary })}</p>
        <p>
          {where.some(Boolean)
            ? t('console.read-place', { place: where.filter(Boolean).join('') })
            : t('console.read-no-place')}
        </p>
        {answers?.identity === 'anonymous' ? (
          <p>{t('console.read-anonymous')}</p>
        ) : (
          <p>{phone ? t('console.read-person', { name, phone: spaced(phone) }) : t('console.read-no-phone')}</p>
        )}
        {answers?.behalf === 'proxy' && (
          <p>{t('console.read-concerned', { name: answers.concerned?.name?.trim() || t('console.read-unnamed') })}</p>
        )}
        <p>
          {goes
            ? t('console.read-goes', {
                unit: lead.name,
                limit: sentence(`policy-limit.${rule.unit}`, { amount: rule.amount }),
              })
            : t('console.read-waits')}
        </p>
        <p>{t('console.read-right')}</p>
      </div>
      <p className={styles['answers']}>
        <Button onClick={back}>{t('console.read-back')}</Button>
        <Button type="primary" onClick={confirmed} data-first>
          {t('console.read-confirmed')}
        </Button>
      </p>
    </Dialog>
  )
}

/** 138 0000 0077: in groups, as numbers are read aloud. */
function spaced(phone: string): string {
  return /^\d{11}$/.test(phone) ? `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}` : phone
}
