import type { Key } from '../../i18n/words.ts'

export const SECTIONS = [
  'people',
  'roles',
  'access-log',
  'unusual',
  'units',
  'channels',
  'keys',
  'health',
  'retention',
  'legal-bases',
  'knowledge',
] as const
export type Section = (typeof SECTIONS)[number]

/** Sub-pages with the permission that opens each, in the order of their weight. */
export const SECTION_NEEDS: Readonly<Record<Section, { readonly needs: string; readonly label: Key }>> = {
  people: { needs: 'manage-accounts', label: 'admin.people' },
  roles: { needs: 'manage-accounts', label: 'admin.roles' },
  'access-log': { needs: 'read-access-log', label: 'admin.access-log' },
  unusual: { needs: 'read-access-log', label: 'admin.unusual' },
  units: { needs: 'manage-units', label: 'admin.units' },
  channels: { needs: 'read-health', label: 'admin.channels' },
  keys: { needs: 'manage-accounts', label: 'admin.keys' },
  health: { needs: 'read-health', label: 'admin.health' },
  retention: { needs: 'read-health', label: 'admin.retention' },
  'legal-bases': { needs: 'edit-knowledge', label: 'admin.legal-bases' },
  knowledge: { needs: 'edit-knowledge', label: 'admin.knowledge' },
}
