import type { Command } from 'commander'
import { settingsFrom } from '../house.ts'
import { flagsOf, type SettingOptions, withSettings } from '../options.ts'
import { serve } from '../serve/serve.ts'

export function addServe(program: Command): void {
  withSettings(program.command('serve', { isDefault: true }))
    .description('start everything: database, server, screens; the first start fills the demo')
    .option('--port <number>', 'port to listen on, 12345 (HUYING_PORT)')
    .option('--host <address>', 'address to listen on, 127.0.0.1 (HUYING_HOST)')
    .option('--demo <on|off>', 'fill an empty database with the demo (HUYING_DEMO)')
    .option('--log-level <level>', 'how much is logged (HUYING_LOG_LEVEL)')
    .addHelpText('after', '\nExamples:\n  huying serve\n  huying serve --demo off --data /srv/huying --port 8080')
    // As the default command it is given whatever is no command: that is a slip, and not one about serving.
    .allowExcessArguments()
    .action(async (options: SettingOptions, command: Command) => {
      const [stray] = command.args
      if (stray !== undefined) program.error(`error: there is no command "${stray}"`)
      await serve(settingsFrom(flagsOf(options)).settings)
    })
}
