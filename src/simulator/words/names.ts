import type { Random } from '../random.ts'

/** Common family names, the commoner the oftener. */
const FAMILY = [
  ...'王王王李李李张张张刘刘陈陈杨赵黄周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺顾毛郝龚邵万钱严',
]

const GIVEN: Readonly<Record<Generation, readonly string[]>> = {
  old: [
    '秀英',
    '桂兰',
    '淑珍',
    '玉兰',
    '凤英',
    '素琴',
    '桂英',
    '淑华',
    '玉珍',
    '兰英',
    '建国',
    '国强',
    '志明',
    '德胜',
    '福生',
    '宝山',
    '永福',
    '振华',
    '文彬',
    '长海',
    '树林',
    '世昌',
    '玉山',
    '秀兰',
    '淑敏',
    '惠芳',
    '金生',
    '连生',
    '宗礼',
    '云清',
  ],
  middle: [
    '伟',
    '芳',
    '敏',
    '静',
    '丽',
    '强',
    '磊',
    '军',
    '洋',
    '勇',
    '艳',
    '杰',
    '涛',
    '明',
    '超',
    '霞',
    '平',
    '刚',
    '燕',
    '红梅',
    '晓东',
    '海燕',
    '建军',
    '志刚',
    '丽娜',
    '春燕',
    '立新',
    '文静',
    '俊峰',
    '晓丽',
    '永刚',
    '卫东',
    '雪梅',
    '国栋',
    '小红',
  ],
  young: [
    '子涵',
    '雨欣',
    '浩然',
    '梓轩',
    '思远',
    '佳怡',
    '宇航',
    '欣怡',
    '一鸣',
    '晨曦',
    '嘉宁',
    '若琳',
    '俊杰',
    '雅婷',
    '博文',
    '诗涵',
    '家豪',
    '梦瑶',
    '天佑',
    '可欣',
    '铭泽',
    '书瑶',
    '景行',
    '知夏',
    '安然',
    '亦凡',
    '语桐',
    '昊天',
    '沐阳',
    '清扬',
  ],
}

export type Generation = 'old' | 'middle' | 'young'

/** A synthetic Chinese name. */
export function nameOf(random: Random, generation: Generation): string {
  return random.pick(FAMILY) + random.pick(GIVEN[generation])
}

/** A number of a range that looks unassigned: 199-0000-0000 to 199-0099-9999, without the dashes. */
export function phoneOf(random: Random): string {
  return `1990${String(random.int(0, 999_999)).padStart(7, '0')}`
}

const FIRMS = [
  '京展',
  '阜通',
  '北礼',
  '车公',
  '百万',
  '三里河',
  '西环',
  '万明',
  '露园',
  '滨河',
  '金科',
  '新动力',
  '展翼',
  '文兴',
]
const TRADES = [
  '科技有限公司',
  '餐饮管理有限公司',
  '数据技术有限公司',
  '文化传媒有限公司',
  '金融服务有限公司',
  '物业服务有限公司',
]

/** A synthetic firm of 金科新区. */
export function firmOf(random: Random): string {
  return `${random.pick(FIRMS)}${random.pick(['恒', '信', '源', '达', '智', '创'])}${random.pick(TRADES)}`
}
