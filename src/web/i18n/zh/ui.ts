/** The page that shows the shared components. */
export const UI = {
  'ui.title': '界面组件',
  'ui.lead': '各页面共用的组件，连同会遇到的各种状态。例子都是编的。',
  'ui.place': '地点',
  'ui.proposal': '建议',
  'ui.proposal-text': '浅色的是机器的建议，点“采用”之后才算数。',
  'ui.say': '说一句',
  'ui.said': '已经做好了。',
} as const
