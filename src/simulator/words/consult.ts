import type { Fate } from '../matter.ts'
import type { Random } from '../random.ts'
import type { Resident } from '../resident.ts'
import { phrase } from './phrase.ts'

interface Composed {
  readonly category: string
  readonly title: string
  readonly words: string
  readonly fate: Fate
}

/** A question that the knowledge base answers: category, title, ways to ask, ways to answer. */
interface Question {
  readonly category: string
  readonly title: string
  readonly asks: readonly string[]
  readonly answers: readonly string[]
}

const QUESTIONS: readonly Question[] = [
  {
    category: '20-03',
    title: '居住证办理咨询',
    asks: ['居住证到期了怎么续签，需要本人去吗', '来京{数}个月了，居住证在哪里办'],
    answers: [
      '已告知可在网上预约，到居住地派出所或受理点办理，携带身份证和住所证明',
      '已说明续签可通过线上渠道申请，无须本人到场',
    ],
  },
  {
    category: '20-01',
    title: '社区开具证明咨询',
    asks: ['想开一份居住情况证明，要带什么材料', '办事窗口让回社区开证明，社区说不归他们开'],
    answers: ['已告知该事项不再要求社区开具证明，可用承诺书代替', '已告知办理窗口和所需材料，建议先电话预约'],
  },
  {
    category: '12-02',
    title: '社保转移咨询',
    asks: ['换了单位，社保怎么转', '灵活就业人员怎么缴养老保险', '退休年龄和缴费年限怎么算'],
    answers: ['已告知线上办理入口和所需材料', '已说明缴费档次和办理时限，建议到政务服务中心社保窗口核对个人记录'],
  },
  {
    category: '12-06',
    title: '公积金提取咨询',
    asks: ['租房提取公积金要什么材料', '公积金贷款的额度怎么查', '离职以后公积金怎么提取'],
    answers: ['已告知可通过公积金线上平台申请，到账时间一般为{数}个工作日', '已说明提取条件，并告知管理部网点'],
  },
  {
    category: '13-02',
    title: '医保报销咨询',
    asks: ['异地就医怎么备案', '门诊的药费能不能报', '孩子的医保什么时候可以参保'],
    answers: ['已告知线上备案方法', '已说明起付线和报销比例，建议保留票据'],
  },
  {
    category: '13-01',
    title: '预约挂号咨询',
    asks: ['附近医院的专家号怎么约', '老人不会用手机，能不能现场挂号', '社区卫生服务中心周末开诊吗'],
    answers: ['已告知统一预约平台和电话预约方式，并说明医院保留人工窗口', '已告知社区卫生服务中心门诊时间'],
  },
  {
    category: '14-02',
    title: '入学政策咨询',
    asks: ['孩子明年上小学，信息采集什么时候开始', '租房家庭入学要准备哪些材料', '跨区升学怎么办理'],
    answers: ['已告知以区教育部门当年公布的政策为准，并提供咨询电话', '已说明信息采集的时间和方式'],
  },
  {
    category: '17-03',
    title: '户籍业务咨询',
    asks: ['孩子落户需要什么材料', '身份证丢了怎么补办', '户口本换页去哪里'],
    answers: ['已告知到户籍派出所办理，携带相关证件', '已说明可在线预约，一般{数}个工作日领取'],
  },
  {
    category: '03-04',
    title: '供暖缴费咨询',
    asks: ['今年供暖费什么时候交，怎么交', '房子没人住，供暖可以报停吗', '几月几号开始供暖'],
    answers: ['已告知缴费渠道和截止时间', '已说明报停的条件和办理时间', '已告知供暖起止时间和供热单位电话'],
  },
  {
    category: '15-02',
    title: '养老服务咨询',
    asks: ['社区养老驿站有没有送餐', '老年卡丢了怎么补', '高龄津贴怎么申请', '家里老人失能，护理补贴怎么办'],
    answers: ['已告知养老驿站的地址和订餐电话', '已说明申请条件，可到街道便民服务中心办理'],
  },
  {
    category: '10-01',
    title: '公交线路咨询',
    asks: ['附近的公交车末班车是几点', '老年人坐公交要带什么卡', '新开的线路在哪里上车'],
    answers: ['已查询并告知首末班时间', '已告知线路走向和最近站点'],
  },
  {
    category: '09-04',
    title: '停车收费咨询',
    asks: ['路侧停车怎么收费', '居民停车认证怎么办', '收到的停车欠费怎么核对'],
    answers: ['已说明收费标准和缴费渠道', '已告知居民认证的受理地点和材料'],
  },
  {
    category: '20-06',
    title: '企业办事咨询',
    asks: ['公司想变更注册地址，要走什么流程', '小微企业有什么扶持政策', '办食品经营许可证需要多长时间'],
    answers: ['已告知线上办理入口，材料齐全当日受理', '已推送相关政策并告知园区服务站电话'],
  },
  {
    category: '02-06',
    title: '保障房申请咨询',
    asks: ['公租房现在还能申请吗', '轮候到哪个号了在哪里查', '老楼加装电梯要多少户同意'],
    answers: ['已告知申请条件和受理窗口', '已告知查询渠道', '已说明办理流程，建议先向社区提出意向'],
  },
  {
    category: '11-01',
    title: '消费维权途径咨询',
    asks: ['办的卡不想用了能不能退', '网上买的东西不给退货，找哪里', '商家不给开发票怎么办'],
    answers: ['已告知先与商家协商，协商不成可申请消费调解', '已说明投诉需要保留的凭证和受理部门'],
  },
  {
    category: '17-04',
    title: '出入境证件咨询',
    asks: ['护照到期怎么换', '办港澳通行证要预约吗', '给孩子办护照父母要都去吗'],
    answers: ['已告知预约方式和受理点', '已说明所需材料，一般{数}个工作日办结'],
  },
]

const CLOSINGS = ['诉求人表示清楚了', '已发送办理指引短信', '诉求人无其他问题', '已提供咨询电话']

const WHO = [
  '本人外地户口，',
  '家里老人让问的，',
  '刚搬来{月}个月，',
  '上班没时间去窗口，',
  '之前查过没查到，',
  '打了{数}个电话都没问清楚，',
  '材料已经备了{数}样，',
  '本人退休{数}年了，',
  '替邻居问的，',
  '昨天去窗口没开门，',
  '网上的说法不一样，',
  '手机操作不太会，',
  '孩子{数}岁，',
  '{日}就想问，',
]

const TAILS = [
  '周末能办吗',
  '要不要提前预约',
  '需要本人到场吗',
  '有没有电话可以直接问',
  '大概要几天',
  '在手机上能不能办',
  '能不能邮寄',
  '收不收费',
  '去哪个窗口',
  '缺材料可以后补吗',
  '可以委托家人办吗',
  '下午几点下班',
]

export function composeConsult(resident: Resident, random: Random): Composed {
  const question = random.pick(QUESTIONS)
  const opening = resident.firm
    ? `${resident.firm}咨询：`
    : phrase(['咨询：', '想问一下，', '请问，', '来电咨询，', '您好，我问个事，', ''], random)
  const who = random.chance(0.6) ? phrase(WHO, random) : ''
  const tail = random.chance(0.55) ? `？${phrase(TAILS, random)}` : ''
  return {
    category: question.category,
    title: question.title,
    words: `${opening}${who}${phrase(question.asks, random)}${tail}？`,
    fate: { does: 'answer', text: `${phrase(question.answers, random)}，${random.pick(CLOSINGS)}。` },
  }
}

export function composePraise(unit: string, random: Random): Composed {
  const who = phrase(
    ['社区的网格员', '街道的工作人员', '上门维修的师傅', '热线的接线员', '社区书记', '养老驿站的姑娘'],
    random,
  )
  const did = phrase(
    [
      '{日}冒雨帮我家疏通了下水道',
      '跑了{数}趟把电梯的事协调好了',
      '帮老人代办了手续，还送到家里',
      '耐心听我说了半个多小时，问题当天就解决了',
      '半夜接到电话就赶过来',
    ],
    random,
  )
  return {
    category: '20-02',
    title: `表扬${unit}工作人员`,
    words: `${who}${did}，特意打电话表示感谢。`,
    fate: {
      does: 'answer',
      text: random.pick([
        '感谢您的认可，已转告有关单位。',
        '已登记并转告本人，谢谢您。',
        '谢谢您的来电，表扬已转至所在单位。',
      ]),
    },
  }
}

export function composeSuggestion(address: string | null, random: Random): Composed {
  const place = address === null ? '小区附近' : address
  const what = phrase(
    [
      '建议在路口增设一处休息座椅',
      '建议把健身器材换成适合老人用的',
      '建议增加电动自行车充电口',
      '建议延长便民菜店的营业时间',
      '建议在小学门口设置家长等候区',
      '建议规划一条慢跑道',
      '建议增加夜间照明',
      '建议社区活动室周末也开放',
    ],
    random,
  )
  return {
    category: '99-99',
    title: '对社区建设的建议',
    words: `${place}，${what}，${random.pick(['附近老人多，确实需要', '大家平时都在议论', '请有关部门考虑', '不着急，希望能研究一下'])}。`,
    fate: {
      does: 'answer',
      text: random.pick(['建议已记录并转有关单位研究，感谢参与。', '已登记转办供研究参考，谢谢您的建议。']),
    },
  }
}
