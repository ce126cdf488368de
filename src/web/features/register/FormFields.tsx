import { Checkbox, Form, Input, Radio, Select } from 'antd'
import { TICKET_KINDS } from '../../../domain/policy/policy.ts'
import { BEHALVES, CHANNELS, DIALECTS, IDENTITIES } from '../../../domain/ticket/terms.ts'
import { useWords } from '../../i18n/words.ts'
import { CategoryPicker } from '../../ui/fields/CategoryPicker.tsx'
import { PlaceFields } from '../../ui/fields/PlaceFields.tsx'
import { UnitPicker } from '../../ui/fields/UnitPicker.tsx'
import { PhotoPicker } from '../../ui/photo/PhotoPicker.tsx'
import styles from './Console.module.css'
import type { Answers } from './intake.ts'

const DESK_CHANNELS = CHANNELS.filter((channel) => channel !== 'import')

function useChoices() {
  const { term } = useWords()
  return (prefix: string, codes: readonly string[]) => codes.map((code) => ({ value: code, label: term(prefix, code) }))
}

/** The caller's own words, apart from the summary that others read (P15), and the place. */
export function MatterFields() {
  const { t } = useWords()
  return (
    <>
      <Form.Item
        name="words"
        label={t('register.words')}
        extra={t('register.words-help')}
        rules={[{ required: true, whitespace: true, message: t('form.needed', { field: t('register.words') }) }]}
      >
        <Input.TextArea rows={4} maxLength={10_000} autoFocus />
      </Form.Item>
      <Form.Item name="title" label={t('register.summary')} extra={t('register.summary-help')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <PlaceFields name="place" label={t('register.place')} />
    </>
  )
}

/** P13: who calls, and the person concerned, apart from each other. */
export function PeopleFields() {
  const { t } = useWords()
  const choices = useChoices()
  const form = Form.useFormInstance<Answers>()
  const identity = Form.useWatch('identity', form)
  const behalf = Form.useWatch('behalf', form)
  return (
    <fieldset className={styles['group']}>
      <legend>{t('register.who')}</legend>
      {identity !== 'anonymous' && <PersonLine name="requester" />}
      <Form.Item name="behalf" label={t('register.behalf')}>
        <Radio.Group options={choices('behalf', BEHALVES)} />
      </Form.Item>
      {identity !== 'anonymous' && behalf === 'proxy' && (
        <>
          <p className={styles['hint']}>{t('register.concerned')}</p>
          <PersonLine name="concerned" />
        </>
      )}
      <Form.Item
        name="identity"
        label={t('register.identity')}
        extra={t(identity === 'anonymous' ? 'register.anonymous-help' : 'register.identity-help')}
      >
        <Radio.Group options={choices('identity', IDENTITIES)} />
      </Form.Item>
      <Form.Item name="dialect" label={t('console.dialect')} extra={t('console.dialect-help')}>
        <Select allowClear placeholder={t('console.dialect-none')} options={choices('dialect', DIALECTS)} />
      </Form.Item>
    </fieldset>
  )
}

function PersonLine({ name }: { readonly name: 'requester' | 'concerned' }) {
  const { t } = useWords()
  return (
    <div className={styles['person']}>
      <Form.Item name={[name, 'name']} label={t('form.person-name')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name={[name, 'phone']} label={t('form.person-phone')}>
        <Input maxLength={40} inputMode="tel" autoComplete="off" />
      </Form.Item>
    </div>
  )
}

/** What people at a window bring along; of a call there is seldom any. */
export function PhotoField() {
  const { t } = useWords()
  return (
    <Form.Item name="photos" label={t('photo.title')} extra={t('photo.register-help')}>
      <PhotoPicker />
    </Form.Item>
  )
}

/** What the desk makes of it. */
export function DeskFields() {
  const { t } = useWords()
  const choices = useChoices()
  return (
    <fieldset className={styles['group']}>
      <legend>{t('register.desk')}</legend>
      <Form.Item name="category" label={t('form.category')} extra={t('register.category-help')}>
        <CategoryPicker />
      </Form.Item>
      <Form.Item name="kind" label={t('form.kind')}>
        <Radio.Group options={choices('kind', TICKET_KINDS)} />
      </Form.Item>
      <Form.Item name="channel" label={t('fact.channel')}>
        <Radio.Group options={choices('channel', DESK_CHANNELS)} />
      </Form.Item>
      <Form.Item name="accuses" label={t('form.accuses')} extra={t('form.accuses-help')}>
        <UnitPicker />
      </Form.Item>
      <Form.Item name="hold" valuePropName="checked" extra={t('register.hold-help')}>
        <Checkbox>{t('register.hold')}</Checkbox>
      </Form.Item>
    </fieldset>
  )
}
