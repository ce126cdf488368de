import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadPolicy } from '../../store/policy-files.ts'
import { FORMER_DANGER, FORMER_HARMLESS } from './former-phrasings.ts'
import { makeRiskScanner } from './risk-words.ts'
import { SEEN_DANGER, SEEN_HARMLESS } from './seen-phrasings.ts'
import { REPORTED_DANGER, UNSEEN_DANGER, UNSEEN_HARMLESS } from './unseen-phrasings.ts'

const POLICY = new URL('../../../policy/beijing/2026-01', import.meta.url).pathname
const runs = Number(process.env['HUYING_RUNS'] ?? 200)

/** Phrasings by hand, kept apart from the rules; the rules were mended after the misses among them. */
const DANGER: readonly (readonly [kind: string, words: string])[] = [
  ['self-harm', '我真的不想活了，你们谁也别管我'],
  ['self-harm', '再不解决我就从楼上跳下去'],
  ['self-harm', '有个女的站在六楼阳台上说要跳'],
  ['self-harm', '活着没意思了，孩子就拜托你们了'],
  ['self-harm', '邻居家姑娘刚才吃了一整瓶安眠药'],
  ['self-harm', '他留下一封遗书就出门了'],
  ['self-harm', '我死给你们看'],
  ['self-harm', '他坐在桥栏杆外面，要跳河'],
  ['self-harm', '这日子过不下去了，我想死了算了'],
  ['self-harm', '我妈在屋里喝了农药'],
  ['threat', '你们不赔钱我就把你们物业炸了'],
  ['threat', '楼下那个人拿着刀到处找人'],
  ['threat', '他扬言要砍死楼上一家'],
  ['threat', '明天我就带汽油来你们单位门口'],
  ['threat', '大不了同归于尽'],
  ['threat', '我要跟物业拼了'],
  ['domestic-violence', '我老公喝多了又动手打我，孩子吓得直哭'],
  ['domestic-violence', '被丈夫打得鼻青脸肿，不敢回家'],
  ['domestic-violence', '隔壁男的天天殴打妻子，我们都听得见'],
  ['domestic-violence', '前夫找到家里掐我脖子'],
  ['domestic-violence', '遭受家庭暴力想求助'],
  ['child-abuse', '楼上把孩子打得一身伤，哭声特别惨'],
  ['child-abuse', '幼儿园里女儿身上有针眼'],
  ['child-abuse', '我儿子在托管班被老师用尺子打'],
  ['child-abuse', '一个三岁孩子独自锁在家里哭了一下午'],
  ['child-abuse', '有人猥亵小女孩'],
  ['elder-abuse', '养老院护工打老人，还把人绑在床上'],
  ['elder-abuse', '对门儿子不给瘫痪的老太太饭吃，老太太饿着'],
  ['elder-abuse', '儿媳妇把婆婆赶出家门，辱骂婆婆'],
  ['elder-abuse', '老父亲被大儿子锁在屋里'],
  ['missing-person', '我爸有老年痴呆，早上出门到现在没回家'],
  ['missing-person', '孩子放学后不见了，电话也打不通'],
  ['missing-person', '老伴走丢了，求你们帮忙找'],
  ['missing-person', '女儿离家出走三天，联系不上'],
  ['trapped', '我被关在电梯里二十分钟了'],
  ['trapped', '电梯卡在七楼，里面有人'],
  ['trapped', '孩子反锁在卫生间里出不来'],
  ['trapped', '地下室进水，有两个人困在里面出不来'],
  ['gas', '楼道里一股煤气味'],
  ['gas', '厨房燃气好像在漏，嘶嘶响'],
  ['gas', '闻到很浓的天然气味道'],
  ['gas', '楼下饭馆液化气罐泄漏了'],
  ['collapse', '门口的路面突然陷下去一大块'],
  ['collapse', '老房子山墙快倒了，里面还住着人'],
  ['collapse', '屋顶塌下来半边'],
  ['collapse', '工地脚手架垮了'],
  ['fire', '对面楼着火了，浓烟很大'],
  ['fire', '楼道里电动车自燃了'],
  ['fire', '配电箱冒出黑烟'],
  ['fire', '草垛烧起来了'],
  ['electricity', '高压线断了掉在路边'],
  ['electricity', '路灯杆漏电，小狗被电死了'],
  ['electricity', '有人触电倒在水里'],
  ['wage-gathering', '我们三十多个工人工资没发，现在都堵在项目部门口'],
  ['wage-gathering', '农民工爬上塔吊要工钱'],
  ['wage-gathering', '几十名工友拉横幅讨薪'],
  ['wage-gathering', '包工头跑了，上百号人围着工地要血汗钱'],
  ['self-harm', '我已经写好遗嘱了，今晚就走，别找我'],
  ['self-harm', '楼顶边上坐着一个小伙子，腿都伸出去了'],
  ['self-harm', '姐姐割了手腕，流了好多血'],
  ['self-harm', '我爬到广告牌上了，不给说法就往下跳'],
  ['threat', '他说要让我们全家都不得好死，还往门上泼油漆'],
  ['threat', '有人在群里说要去学校捅人'],
  ['domestic-violence', '孩子他爸一喝酒就打我和孩子'],
  ['domestic-violence', '我对象掐着我脖子往墙上撞'],
  ['child-abuse', '继母不给孩子吃饭还用皮带抽'],
  ['child-abuse', '幼儿园老师拿针扎小朋友'],
  ['elder-abuse', '保姆扇老太太耳光'],
  ['elder-abuse', '家里人把老人扔在医院没人管'],
  ['missing-person', '我家老太太出去遛弯，三个小时了还没找到人'],
  ['missing-person', '五岁男孩在商场里走散了'],
  ['trapped', '电梯突然停了，我和孩子出不去'],
  ['trapped', '老人一个人反锁在屋里，敲门没人应'],
  ['gas', '我家煤气灶关不上，满屋子都是气'],
  ['gas', '施工把燃气管道挖断了'],
  ['collapse', '楼上阳台快要掉下来了，砖头直往下掉'],
  ['collapse', '马路中间出现一个大坑，越陷越大'],
  ['fire', '邻居家厨房在烧，火苗窜出窗户'],
  ['fire', '库房里面全是浓烟'],
  ['electricity', '电线掉在积水里，孩子们还在旁边玩'],
  ['wage-gathering', '一群工人把售楼处围了，说不给钱不走'],
  ['self-harm', '她说不想再拖累家里，把药都攒起来了'],
  ['self-harm', '我弟弟站在过街天桥外侧，劝不下来'],
  ['self-harm', '要是再没人管，我就撞死在你们大厅'],
  ['threat', '邻居提着菜刀踹我家门'],
  ['threat', '他发短信说要弄死我儿子'],
  ['threat', '那人说要在小区里点汽油'],
  ['domestic-violence', '我姐被姐夫打断了肋骨'],
  ['domestic-violence', '隔壁夫妻又打起来了，女的喊救命'],
  ['child-abuse', '邻居大冬天让孩子光着身子站在楼道里'],
  ['child-abuse', '楼下那家天天打小孩，孩子腿上青一块紫一块'],
  ['elder-abuse', '儿子几天不给老母亲吃饭'],
  ['elder-abuse', '护工把爷爷的手绑在床栏上'],
  ['missing-person', '我奶奶七十八岁，下午出去买菜就不见人了'],
  ['missing-person', '初二的儿子没去学校，手机也关机，找了一夜'],
  ['trapped', '我们四个人被困在电梯里'],
  ['trapped', '独居老人摔倒在家，门打不开'],
  ['gas', '楼道里有臭鸡蛋味，像是天然气'],
  ['gas', '燃气报警器一直响，我们不敢开灯'],
  ['collapse', '院墙歪得厉害，随时会倒'],
  ['collapse', '路上塌了个洞，车都掉进去了'],
  ['fire', '楼下充电的电瓶车烧着了'],
  ['fire', '垃圾桶起火了，旁边就是加油站'],
  ['electricity', '电线杆倒了，线耷拉在地上冒火花'],
  ['wage-gathering', '五十多个民工坐在甲方门口，要不到工资不走'],
]

/** The first list kept apart from the rules; their slots were written knowing it. */
const FIRST: readonly (readonly [kind: string, words: string])[] = [
  ['self-harm', '我同学发朋友圈说要离开这个世界'],
  ['self-harm', '他在铁轨上躺着不肯走'],
  ['self-harm', '孕妇坐在窗户外面的空调板上哭'],
  ['self-harm', '我活够了，别再打电话来了'],
  ['threat', '有个男的拿铁棍砸我家窗户，说出去就打死我'],
  ['threat', '他威胁要点了这栋楼'],
  ['threat', '前同事说要开车撞我'],
  ['domestic-violence', '我女婿又把我女儿打进医院了'],
  ['domestic-violence', '他把我反锁在家，手机也抢走了，脸都打肿了'],
  ['child-abuse', '老师把孩子关在小黑屋里'],
  ['child-abuse', '隔壁传来小孩被打的哭声，一直喊别打了'],
  ['elder-abuse', '保姆把老人推倒还骂她'],
  ['elder-abuse', '儿子把八十岁的母亲赶到大街上'],
  ['missing-person', '我妈有老年痴呆，从中午到现在找不着人'],
  ['missing-person', '七岁女儿在公园一转眼就没影了'],
  ['trapped', '电梯门关不上也打不开，我们在里面喘不过气'],
  ['trapped', '有人掉进污水井了'],
  ['gas', '刚进门就闻到很重的煤气，头发晕'],
  ['gas', '灶台下面的燃气软管破了，呼呼冒气'],
  ['collapse', '施工挖断了承重墙，楼板在往下掉渣'],
  ['collapse', '公路桥面裂了个大口子，桥在晃'],
  ['fire', '五楼窗户里往外冒火'],
  ['fire', '地下车库有辆车在烧'],
  ['electricity', '雨后变压器冒火花，树上挂着断的电线'],
  ['wage-gathering', '八十多个工人在项目部门口要钱，有人要跳楼'],
  ['wage-gathering', '老板跑路，全厂的人把大门堵了'],
]

/** Everyday messages that share a word with a risk and are none. */
const HARMLESS_MESSAGES = [
  '路灯坏了一个星期，老人上下楼看不见台阶',
  '商场门口天天喇叭喊跳楼价清仓，吵得没法休息',
  '楼下店铺跳楼大甩卖的广播太吵',
  '健身房老板失联，会员卡退不了',
  '培训机构突然失联，学费要不回来',
  '这事把我气炸了，请尽快处理',
  '咨询楼道消防栓的火灾隐患怎么报',
  '司机拼命按喇叭扰民',
  '建议给小区安装火灾报警器',
  '请问漏电保护器坏了该找谁修',
  '系统里找不到孩子的学籍',
  '暖气不热，屋里只有十五度',
  '路灯不亮，晚上走路不方便',
  '公园里跳广场舞的音响太大',
  '小区门口快递柜占道',
  '公交车等了四十分钟才来',
  '希望能在楼下装几个充电桩',
  '剧本杀店晚上太吵',
  '请问怎么办理居住证',
  '楼上邻居装修周末也不停',
  '表扬社区工作人员帮我搬家具',
  '共享单车堆满了人行道',
  '窗户老漏气，开发商不管维修',
  '空调外机噪声影响睡觉',
  '火车站附近黑车太多',
  '火锅店油烟直排居民楼',
]

describe('risk words', () => {
  let scan: (words: string) => string[]
  let kinds: string[]
  let words: Readonly<Record<string, readonly string[]>>

  beforeAll(async () => {
    const policy = await loadPolicy(POLICY)
    words = policy.riskWords
    kinds = Object.keys(words)
    scan = makeRiskScanner(policy)
  })

  it('finds nearly every danger that is told in other words', () => {
    const missed = DANGER.filter(([kind, text]) => !scan(text).includes(kind))
    const silent = DANGER.filter(([, text]) => scan(text).length === 0)
    console.info(`risk: ${DANGER.length - missed.length}/${DANGER.length} by kind, ${silent.length} without any alarm`)
    expect(missed.length, missed.map((one) => one.join(' ')).join('\n')).toBeLessThanOrEqual(DANGER.length * 0.1)
    expect(silent.map(([, text]) => text)).toEqual([])
  })

  it.each([
    ['first', FIRST, [], 0.9, 0],
    ['former', FORMER_DANGER, FORMER_HARMLESS, 0.9, 0.05],
    ['seen', SEEN_DANGER, SEEN_HARMLESS, 0.95, 0.05],
    // Dangers are told in ever new ways: about half of them is what rules catch.
    ['unseen', UNSEEN_DANGER, UNSEEN_HARMLESS, 0.4, 0.1],
    ['reported', REPORTED_DANGER, [], 0.5, 0],
  ] as const)('%s phrasings: recall and false alarms', (name, danger, harmless, recall, falseAlarms) => {
    const alarmed = danger.filter(([, text]) => scan(text).length > 0)
    const named = danger.filter(([kind, text]) => scan(text).includes(kind))
    const wrong = harmless.filter((text) => scan(text).length > 0)
    console.info(
      `risk, ${name}: ${alarmed.length}/${danger.length} alarmed, ${named.length} by kind; ${wrong.length}/${harmless.length} false`,
    )
    expect(alarmed.length).toBeGreaterThanOrEqual(danger.length * recall)
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(harmless.length * falseAlarms)
  })

  it('keeps its lists apart', () => {
    const all = [DANGER, FIRST, SEEN_DANGER, FORMER_DANGER, UNSEEN_DANGER, REPORTED_DANGER].flatMap((list) =>
      list.map(([, text]) => text),
    )
    expect(new Set(all).size).toBe(all.length)
  })

  const REAL = new URL('../../../../shared/data/messages/labelled.jsonl', import.meta.url).pathname
  it('alarms on few real messages', (context) => {
    if (!existsSync(REAL)) return context.skip('shared/data is not here: nothing is measured on real messages')
    const lines = readFileSync(REAL, 'utf8').trim().split('\n')
    const alarmed = lines.filter((line) => {
      const { title, text } = JSON.parse(line) as { title: string | null; text: string }
      return scan(`${title ?? ''}\n${text}`).length > 0
    })
    console.info(`risk: ${alarmed.length} of ${lines.length} real messages alarm`)
    expect(alarmed.length).toBeLessThanOrEqual(lines.length * 0.08)
  })

  it('stays quiet on everyday messages', () => {
    expect(HARMLESS_MESSAGES.filter((text) => scan(text).length > 0)).toEqual([])
  })

  it('finds every risk word of the policy wherever it stands', () => {
    const all = kinds.flatMap((kind) => (words[kind] ?? []).map((word) => [kind, word] as const))
    const noise = fc.stringMatching(/^[天地玄黄宇宙洪荒 ，。、a-z0-9]{0,40}$/)
    fc.assert(
      fc.property(fc.constantFrom(...all), noise, noise, ([kind, word], before, after) => {
        expect(scan(`${before}，${word}，${after}`)).toContain(kind)
      }),
      { numRuns: runs },
    )
  })

  it('reads through spaces, full-width signs and traditional characters', () => {
    expect(scan('我 不 想 活 了')).toEqual(['self-harm'])
    expect(scan('他要跳樓')).toEqual(['self-harm'])
    expect(scan('有人自殺')).toEqual(['self-harm'])
  })

  it('still alarms when a harmless phrase stands beside a real one', () => {
    expect(scan('楼下喊跳楼价，楼上有人要跳楼')).toEqual(['self-harm'])
  })

  it('alarms in spite of a negation, and only for kinds that the policy has', () => {
    expect(scan('现在还没有着火')).toEqual(['fire'])
    expect(makeRiskScanner({ riskWords: { gas: ['漏气'] } })('着火了，还漏气')).toEqual(['gas'])
  })
})
