/** Every page of the citizens is open to everybody; what a ticket shows is opened by its number and secret. */
export const PUBLIC = {
  config: { access: { permission: 'public' } },
  schema: { hide: true },
} as const
