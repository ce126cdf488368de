import { useQuery } from '@tanstack/react-query'
import { Form } from 'antd'
import { type RefObject, useEffect } from 'react'
import { type AdviceQuestion, adviceQuery } from '../../api/dispatch.ts'
import { useSettled } from '../../app/settled.ts'
import { useWords } from '../../i18n/words.ts'
import { Advice, type AdvicePart } from '../../ui/dispatch/Advice.tsx'
import styles from './Console.module.css'

const LEAST = 4

interface Typed {
  readonly words?: string | undefined
  readonly title?: string | undefined
  readonly place?: AdviceQuestion['place'] | undefined
  readonly category?: string | undefined
  readonly accuses?: string | undefined
}

/** While the caller speaks: category, place, unit and limit, tinted until the agent takes them over. */
export function RegisterAdvice({ takeAll }: { readonly takeAll: RefObject<(() => void) | null> }) {
  const { t } = useWords()
  const form = Form.useFormInstance<Typed>()
  const words = Form.useWatch('words', form)
  const title = Form.useWatch('title', form)
  const place = Form.useWatch('place', form)
  const category = Form.useWatch('category', form)
  const accuses = Form.useWatch('accuses', form)
  const question = useSettled(questionOf({ words, title, place, category, accuses }))
  const enough = (question.words ?? '').trim().length >= LEAST
  const advice = useQuery({ ...adviceQuery(question), enabled: enough })
  useEffect(
    () => () => {
      takeAll.current = null
    },
    [takeAll],
  )
  if (!enough) return <p className={styles['hint']}>{t('advice.waiting')}</p>
  if (!advice.data) return null
  const found = advice.data
  const chosen = place?.subdistrict ?? place?.district ?? null
  const confirmed = new Set<AdvicePart>([
    ...(category !== undefined ? (['category'] as const) : []),
    ...(chosen !== null ? (['place'] as const) : []),
  ])
  const accept = (parts: readonly AdvicePart[]): void => {
    if (parts.includes('category') && found.category) form.setFieldValue('category', found.category.code)
    if (parts.includes('place')) {
      const { district, subdistrict, community } = found.place
      form.setFieldValue(['place', 'district'], district?.code)
      form.setFieldValue(['place', 'subdistrict'], subdistrict?.code)
      form.setFieldValue(['place', 'community'], community?.code)
    }
  }
  takeAll.current = () => accept(['category', 'place'])
  return <Advice advice={found} confirmed={confirmed} accept={accept} parts={['category', 'place']} />
}

function questionOf({ words, title, place, category, accuses }: Typed): AdviceQuestion {
  return {
    words: words ?? '',
    title: title?.trim() || null,
    place: {
      district: place?.district ?? null,
      subdistrict: place?.subdistrict ?? null,
      community: place?.community ?? null,
      address: place?.address?.trim() || null,
    },
    category: category ?? null,
    accuses: accuses ?? null,
  }
}
