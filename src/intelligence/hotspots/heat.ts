/** What a topic's heat is made of; the parts are points, the last is a factor. */
export interface Heat {
  readonly heat: number
  readonly because: {
    readonly messages: number
    readonly people: number
    /** Readers who agreed less those who disagreed, over all its messages, never below 0. */
    readonly support: number
    /** Days from its last message to the end of the stream. */
    readonly quietDays: number
    readonly points: { readonly messages: number; readonly people: number; readonly support: number }
    /** 1 for a topic of today, falling towards one half. */
    readonly recency: number
  }
}

/** A person weighs twice a message, so that one person who writes often makes little heat. */
const PER_MESSAGE = 1
const PER_PERSON = 2
/** Agreement costs one tap: it counts by its order of magnitude, three points for each doubling. */
const PER_DOUBLING = 3
/** A topic that has been quiet for as many days has lost half of what it can lose. */
const HALF_LIFE_DAYS = 30
const DAY_MS = 86_400_000

/** Heat = (messages + 2 × people + 3 × log₂(1 + support)) × (½ + ½ × ½^(quiet days ÷ 30)), rounded to a tenth. */
export function heatOf(
  messages: readonly {
    readonly user: string
    readonly at: number
    readonly support: number
    readonly against: number
  }[],
  end: number,
): Heat {
  const people = new Set(messages.map((message) => message.user)).size
  const support = Math.max(
    0,
    messages.reduce((sum, message) => sum + message.support - message.against, 0),
  )
  const last = Math.max(...messages.map((message) => message.at))
  const quietDays = Math.max(0, (end - last) / DAY_MS)
  const points = {
    messages: PER_MESSAGE * messages.length,
    people: PER_PERSON * people,
    support: round(PER_DOUBLING * Math.log2(1 + support)),
  }
  const recency = 0.5 + 0.5 * 0.5 ** (quietDays / HALF_LIFE_DAYS)
  return {
    heat: round((points.messages + points.people + points.support) * recency),
    because: {
      messages: messages.length,
      people,
      support,
      quietDays: round(quietDays),
      points,
      recency: Math.round(recency * 1_000) / 1_000,
    },
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
