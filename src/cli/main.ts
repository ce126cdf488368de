import { CommanderError } from 'commander'
import { explainFailure } from './failure.ts'
import { makeProgram } from './program.ts'

/** Exit codes (contracts.md): 0 done, 1 a fault was found, 2 usage, 3 could not run. */
const USAGE = 2
const COULD_NOT_RUN = 3

// Whoever reads us may have had enough (`huying assess … | head`): the command still ends in order.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

try {
  await makeProgram().parseAsync(process.argv)
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : USAGE
  } else {
    process.stderr.write(`${explainFailure(error)}\n`)
    process.exitCode = COULD_NOT_RUN
  }
}
