/** The words of photos. */
export const PHOTO = {
  'photo.label': '照片',
  'photo.hint':
    '最多 6 张，JPEG、PNG 或 WebP，每张不超过 20 MB。照片里的拍摄地点和手机信息会去掉；请尽量不拍到人脸和车牌。',
  'photo.upload': '上传所选照片',
  'photo.remove': '移除',
  'photo.remove-one': '移除第 {number} 张照片',
  'photo.yours': '您的照片，第 {number} 张',
  'photo.number': '照片 {number}',
  'photo.before': '照片 {number}：办理前',
  'photo.after': '照片 {number}：办理后',
  'photo.is-before': '办理前',
  'photo.is-after': '办理后',
  'photo.title': '照片',
  'photo.chosen': '已选的照片',
  'photo.many': '最多 6 张，多出来的没有选上。',
} as const
