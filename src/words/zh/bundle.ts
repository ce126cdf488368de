/** 考评核算包：为什么不能导出，导出后说什么。 */
export const BUNDLE = {
  'bundle.folder-in-use': '{folder} 不是空文件夹。核算包只写入空的或新的文件夹。',
  'bundle.facts-moved':
    '考核期 {period} 定稿之后，计入的工单有了变化，已无法按定稿导出。如需采用变化，请另行下达重算。',
  'bundle.place-too-fine': '没有导出：{file} 会写出街乡镇以下的地方（{unit}）。公开的数据最细到街乡镇。',
  'bundle.instant-too-fine': '没有导出：{file} 会写出比日更细的时间（{found}）。',
  'bundle.free-text': '没有导出：{file} 的 {member} 不是规则里的代码，可能是写给个人看的文字。',
  'bundle.personal-number': '没有导出：{file} 里有像电话或身份证号的数字。',
  'bundle.group-too-small':
    '没有导出：{unit} 有一组工单只有 {lines} 单看上去相同，少于 {smallest} 单，有人会认出是谁怎样回答的。',
  'terminal.bundle-written':
    '{folder}：{files} 个文件，{units} 个单位，{lines} 行（{withheld} 行只在合计中），签名密钥 {fingerprint}',
  'terminal.bundle-draft': '{period} 尚未定稿，核算包注明为草稿。',
  'terminal.bundle-frozen': '{period} 已定稿：{run}',
} as const
