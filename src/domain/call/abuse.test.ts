import { describe, expect, it } from 'vitest'
import {
  ABUSE_MEASURES,
  ABUSE_STAGES,
  type AbuseCase,
  decideAppeal,
  decideMeasure,
  decideOnAppeal,
  NO_CASE,
} from './abuse.ts'

const at = (stage: AbuseCase['stage'], more: Partial<AbuseCase> = {}): AbuseCase => ({ ...NO_CASE, stage, ...more })

describe('the steps against abuse (P17)', () => {
  it('follow one another, and none is taken twice or skipped', () => {
    for (const [index, measure] of ABUSE_MEASURES.entries()) {
      for (const [before, stage] of [null, ...ABUSE_STAGES].entries()) {
        expect(decideMeasure(at(stage), measure).ok).toBe(before === index)
      }
    }
  })

  it('are appealed once, after a measure', () => {
    expect(decideAppeal(NO_CASE)).toMatchObject({ ok: false, rejection: { code: 'abuse.unknown' } })
    expect(decideAppeal(at('warned'))).toEqual({ ok: true, value: 'open' })
    expect(decideAppeal(at('warned', { appeal: 'upheld' }))).toMatchObject({ rejection: { code: 'abuse.appealed' } })
  })

  it('are judged by whoever took none of them', () => {
    const open = at('with-leader', { appeal: 'open', by: ['agent', 'leader'] })
    expect(decideOnAppeal(open, 'leader', true)).toMatchObject({ rejection: { code: 'abuse.own-measure' } })
    expect(decideOnAppeal(open, 'another', true)).toEqual({ ok: true, value: 'lifted' })
    expect(decideOnAppeal(open, 'another', false)).toEqual({ ok: true, value: 'upheld' })
    expect(decideOnAppeal(at('warned'), 'another', true)).toMatchObject({ rejection: { code: 'abuse.no-appeal' } })
  })
})
