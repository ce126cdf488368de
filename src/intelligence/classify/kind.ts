import type { TicketKind } from '../../domain/policy/policy.ts'

/** Phrases that tell what the person asks for (domain.md §4.1), with their weight. */
const PHRASES: readonly (readonly [kind: TicketKind, weight: number, pattern: RegExp])[] = [
  ['report', 4, /举报|检举|揭发|实名反映|偷税|漏税|受贿|行贿|贪污|以权谋私|黑作坊/g],
  ['praise', 4, /表扬|点赞|锦旗|感谢信|(?:特此|特别|非常|衷心|真心)[^，。！？；]{0,4}感谢|拾金不昧|好人好事/g],
  [
    'suggest',
    3,
    /(?:我|提个?|一点|几点|合理化|个人|特此|强烈)建议|^建议|，建议|。建议|可否(?:考虑|增设|增加)|能不能(?:增设|增加|加装|考虑)|希望(?:能|可以)?(?:增设|增加|加装|延长|优化)/g,
  ],
  [
    'complaint',
    3,
    /投诉|态度(?:恶劣|差|不好|蛮横)|不作为|乱收费|推诿|踢皮球|没人管|无人(?:管|问)|忍无可忍|欺骗|霸王条款|不给退|拒不|坑人|敷衍|互相推/g,
  ],
  ['complaint', 1, /扰民|违规|违法|严重影响|一直不|屡次|多次反映|迟迟/g],
  [
    'consult',
    3,
    /请问|咨询|想问|问一下|想(?:了解|知道)|(?:如何|怎么|怎样|在哪里?)(?:办|申请|办理|查询|缴|领|报名|参加|转|补|提取|算)|(?:需要|要)(?:什么|哪些)(?:材料|手续|条件|证件)|什么时候能|是否(?:可以|能|有|符合|需要)|能否告知|求解答|政策是什么/g,
  ],
  ['consult', 1, /吗[？?]|呢[？?]/g],
  [
    'help',
    2,
    /求助|帮帮|帮忙|救救|恳请|请求|请(?:尽快|有关部门|相关部门|政府|帮)|希望(?:尽快|有关|相关|政府|领导|能够?(?:解决|处理))|坏了|维修|报修|不热|停水|停电|漏水/g,
  ],
]

/**
 * What the message asks for, by its phrases; the title counts double. `help` when nothing tells, since most contacts
 * want something put right. `text` and `title` as `plain` reads them.
 */
export function guessKind(text: string, title = ''): TicketKind {
  const sums: Record<TicketKind, number> = { consult: 0, help: 0.5, complaint: 0, report: 0, suggest: 0, praise: 0 }
  for (const [kind, weight, pattern] of PHRASES) {
    // A phrase said five times means little more than said twice.
    const inText = Math.min(2, text.match(pattern)?.length ?? 0)
    const inTitle = Math.min(1, title.match(pattern)?.length ?? 0)
    sums[kind] += weight * (inText + 2 * inTitle)
  }
  let best: TicketKind = 'help'
  for (const kind of ['report', 'complaint', 'consult', 'suggest', 'praise'] as const) {
    if (sums[kind] > sums[best]) best = kind
  }
  return best
}
