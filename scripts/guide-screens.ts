import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

// Takes the pictures of the guides from what the journeys left in artifacts/screens (`npm run test:e2e` first): synthetic data only.

const PROJECT = join(import.meta.dirname, '..')
const FROM = join(PROJECT, 'artifacts', 'screens')
const TO = join(PROJECT, 'docs', 'guides', 'screens')
const ROLES = [
  'agent',
  'assessor',
  'callback-agent',
  'community-worker',
  'dispatcher',
  'inspector',
  'leader',
  'operator',
  'policy-editor',
  'shift-leader',
  'supervisor',
  'unit-officer',
  'unit-reviewer',
]
const SHOTS = new Map([...ROLES.map((role) => [role, `${role}-1440`] as const), ['citizen', 'citizen-track-1440']])

await mkdir(TO, { recursive: true })
for (const [role, shot] of SHOTS) {
  const picture = sharp(join(FROM, `${shot}.png`)).resize({
    width: 1440,
    height: 1100,
    fit: 'cover',
    position: 'top',
    withoutEnlargement: true,
  })
  await picture.png({ palette: true, colours: 64, effort: 9 }).toFile(join(TO, `${role}.png`))
}
