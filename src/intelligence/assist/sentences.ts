/** The clauses of a text, in order, without their marks. */
export function clausesOf(text: string): string[] {
  return text
    .split(/[，,。．.；;！!？?\n：:]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

/** The sentences of a text, each with the mark that ended it. */
export function sentencesOf(text: string): string[] {
  return (text.match(/[^。！!？?\n；;]+[。！!？?；;]?/g) ?? []).map((one) => one.trim()).filter((one) => one.length > 1)
}

/** Pairs of neighbouring characters, without marks, spaces and the words that every sentence has. */
export function telling(text: string): Set<string> {
  const bare = [...text.replace(COMMON, ' ')]
  const pairs = new Set<string>()
  for (let index = 1; index < bare.length; index++) {
    const pair = `${bare[index - 1]}${bare[index]}`
    if (/^[\p{Script=Han}A-Za-z0-9]{2}$/u.test(pair)) pairs.add(pair)
  }
  return pairs
}

/** What says nothing about the matter: politeness, wishes, questions, the commonest particles. */
const COMMON =
  /希望|请问|请|麻烦|要求|尽快|能不能|能否|可以|是否|是不是|什么|怎么|为什么|多久|何时|时候|相关|有关|部门|单位|政府|处理|解决|问题|情况|反映|给个|说法|一下|我们|我|你们|您|你|他们|这个|那个|的|了|吗|呢|吧|和|与|在|是|有|把|被|给|对|就|都|也|还|不|没/g
