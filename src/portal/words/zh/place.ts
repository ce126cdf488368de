/** The words of finding a place. */
export const PLACE = {
  'place.any-way': '搜索、定位、地图、列表，或者直接用话说，用哪一种都行，都不用也行。',
  'place.find': '搜地名',
  'place.find-hint': '小区、道路、社区、街道或乡镇的名字，写两个字就能搜。',
  'place.find-go': '搜索',
  'place.found-some': '找到 {count} 处，请选一处：',
  'place.found-none': '没有找到。可以换个名字，在下面的列表里选，或用自己的话写在最下面。',
  'place.taken': '已选：{place}',
  'place.whole-district': '整个区',
  'place.position': '用我现在的位置',
  'place.position-refused': '没有得到位置许可。用别的办法说也一样。',
  'place.position-failed': '现在得不到位置。用别的办法说也一样。',
  'place.here': '这里是{place}。附近有这些地方，请选一处；都不是，就在下面的列表里选。',
  'place.border': '这里靠近区界，请选是哪个区：',
  'place.choose': '{place}（约 {metres} 米）',
  'place.outside': '这个位置不在本市。请说事情发生在本市的什么地方；外地的事，请打当地的 12345（前面加区号）。',
  'place.map': '在地图上指',
  'place.map-hint':
    '地图只画了区界和已登记的地名。移动地图，让十字对准地方，再按下面的按钮。街道和社区请在选出后核对。',
  'place.map-take': '就是这里',
  'place.map-name': '地图，用方向键移动，用加减号缩放',
  'place.map-failed': '地图打不开。用别的办法说也一样。',
} as const
