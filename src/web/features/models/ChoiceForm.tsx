import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { chooseModel } from '../../api/models.ts'
import { isProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/words.ts'
import { useSaid } from '../../ui/said.tsx'

interface ChoiceFormProps {
  /** Null: stop using the one in use. */
  readonly file: string | null
  readonly name: string
}

/** The switch: at once, for everybody, with a reason that stays. */
export function ChoiceForm({ file, name }: ChoiceFormProps) {
  const { t } = useWords()
  const said = useSaid()
  const queries = useQueryClient()
  const [form] = Form.useForm<{ reason: string }>()
  const choosing = useMutation({
    mutationFn: ({ reason }: { reason: string }) => chooseModel(file, reason),
    onSuccess: async () => {
      said(t(file === null ? 'models.taken-out' : 'models.used', { name }))
      form.resetFields()
      await queries.invalidateQueries({ queryKey: ['models'] })
    },
  })
  const { error } = choosing
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      style={{ maxWidth: 560 }}
      onFinish={(given) => choosing.mutate(given)}
    >
      <Form.Item
        name="reason"
        label={t(file === null ? 'models.why-out' : 'models.why', { name })}
        rules={[{ required: true, whitespace: true, message: t('form.needed', { field: t('form.reason') }) }]}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      {error && (
        <Alert
          type="error"
          role="alert"
          style={{ marginBottom: 12 }}
          title={(isProblem(error) && error.sentence) || t('error.network')}
        />
      )}
      <Button type={file === null ? 'default' : 'primary'} htmlType="submit" loading={choosing.isPending}>
        {t(file === null ? 'models.take-out' : 'models.use', { name })}
      </Button>
    </Form>
  )
}
