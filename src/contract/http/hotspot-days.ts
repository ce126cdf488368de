/** The windows of days that hot spots are counted in; apart from the shapes, because a page reads its address by them. */
export const HOTSPOT_DAYS = ['7', '30', '90'] as const
