import type { Evolutions } from './clocks.ts'

export const SCORE: Evolutions<
  | 'exclusion-requested'
  | 'exclusion-seconded'
  | 'excluded'
  | 'exclusion-refused'
  | 'exclusion-objected'
  | 'exclusion-kept'
  | 'exclusion-lifted'
> = {
  'exclusion-requested': (state, data) => ({
    ...state,
    exclusionPending: {
      ground: data.ground,
      evidence: data.evidence,
      applicant: data.applicant,
      afterScore: data.afterScore,
      seconds: [],
    },
  }),
  'exclusion-seconded': (state, { by, outside }) =>
    state.exclusionPending
      ? {
          ...state,
          exclusionPending: {
            ...state.exclusionPending,
            seconds: [...state.exclusionPending.seconds, { by, outside }],
          },
        }
      : state,
  excluded: (state, data, { at }) =>
    state.exclusionPending
      ? {
          ...state,
          exclusionPending: null,
          exclusion: {
            ground: data.ground,
            evidence: state.exclusionPending.evidence,
            applicant: state.exclusionPending.applicant,
            at,
            afterScore: data.afterScore,
            by: data.by,
            objected: false,
            kept: false,
          },
        }
      : state,
  'exclusion-refused': (state) => ({
    ...state,
    exclusionPending: null,
    exclusionsRefused: state.exclusionsRefused + 1,
  }),
  'exclusion-objected': (state) =>
    state.exclusion ? { ...state, exclusion: { ...state.exclusion, objected: true } } : state,
  'exclusion-kept': (state) => (state.exclusion ? { ...state, exclusion: { ...state.exclusion, kept: true } } : state),
  'exclusion-lifted': (state, { ground }) => ({
    ...state,
    exclusion: null,
    exclusionsLifted: [...state.exclusionsLifted, ground],
  }),
}
