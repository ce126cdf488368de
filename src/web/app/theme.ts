import { type ThemeConfig, theme } from 'antd'
import type { Tokens } from './tokens.ts'

const FONT =
  'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'

/** antd in the office's own colours: 14 px, a 4 px grid, no shadows that carry no information. */
export function themeOf(tokens: Tokens, dark: boolean, still: boolean): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: tokens.primary,
      colorInfo: tokens.primary,
      colorLink: tokens.primary,
      colorError: tokens.late,
      colorWarning: tokens.soon,
      colorSuccess: tokens.fine,
      colorText: tokens.ink,
      colorTextSecondary: tokens.secondary,
      colorTextDescription: tokens.secondary,
      colorTextPlaceholder: tokens.secondary,
      colorTextLightSolid: tokens.onPrimary,
      colorBgLayout: tokens.ground,
      colorBgContainer: tokens.card,
      colorBgElevated: tokens.card,
      colorBorder: dark ? '#6E7880' : '#8A939B',
      colorBorderSecondary: tokens.line,
      controlItemBgActive: tokens.chosen,
      fontFamily: FONT,
      fontSize: 14,
      borderRadius: 4,
      motion: !still,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.15s',
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
    },
  }
}
