import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { nameIn, unitsQuery } from '../../api/reference.ts'
import { useWords } from '../../i18n/words.ts'
import styles from './PlaceFields.module.css'

interface PlaceFieldsProps {
  readonly name: string
  readonly label: string
  readonly required?: boolean
}

type Level = 'district' | 'subdistrict' | 'community'

/** District, subdistrict, community from lists, each below the one before; then the address in words. */
export function PlaceFields({ name, label, required = false }: PlaceFieldsProps) {
  const { t } = useWords()
  const form = Form.useFormInstance()
  const district = Form.useWatch([name, 'district'], form) as string | undefined
  const subdistrict = Form.useWatch([name, 'subdistrict'], form) as string | undefined
  const clear = (...levels: Level[]): void => {
    for (const level of levels) form.setFieldValue([name, level], undefined)
  }
  return (
    <fieldset className={styles['place']}>
      <legend>{label}</legend>
      <Form.Item
        name={[name, 'district']}
        label={t('form.district')}
        rules={[{ required, message: t('form.choose', { field: t('form.district') }) }]}
      >
        <Below kind="district" superior="centre" changed={() => clear('subdistrict', 'community')} />
      </Form.Item>
      <Form.Item name={[name, 'subdistrict']} label={t('form.subdistrict')}>
        <Below kind="subdistrict" superior={district} changed={() => clear('community')} />
      </Form.Item>
      <Form.Item name={[name, 'community']} label={t('form.community')}>
        <Below kind="community" superior={subdistrict} />
      </Form.Item>
      <Form.Item name={[name, 'address']} label={t('form.address')} className={styles['address'] ?? ''}>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
    </fieldset>
  )
}

interface BelowProps {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string | undefined) => void
  readonly kind: Level
  readonly superior: string | undefined
  readonly changed?: () => void
}

function Below({ kind, superior, changed, onChange, ...bound }: BelowProps) {
  const { t, language } = useWords()
  const units = useQuery({ ...unitsQuery({ kind, parent: superior ?? '' }), enabled: superior !== undefined })
  return (
    <Select
      {...bound}
      allowClear
      disabled={superior === undefined}
      placeholder={t('form.unknown')}
      loading={units.isFetching}
      showSearch={{ optionFilterProp: 'label' }}
      options={
        superior === undefined
          ? []
          : (units.data ?? []).map((unit) => ({ value: unit.code, label: nameIn(language, unit) }))
      }
      onChange={(value: string | undefined) => {
        onChange?.(value)
        changed?.()
      }}
    />
  )
}
