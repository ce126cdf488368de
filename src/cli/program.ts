import { Command } from 'commander'
import { addAssess } from './commands/assess.ts'
import { addBackup, addRestore } from './commands/backup.ts'
import { addBench } from './commands/bench.ts'
import { addCallback } from './commands/callback.ts'
import { addClassify } from './commands/classify.ts'
import { addDemo } from './commands/demo.ts'
import { addDoctor } from './commands/doctor.ts'
import { addExport } from './commands/export.ts'
import { addForget } from './commands/forget.ts'
import { addHotspots } from './commands/hotspots.ts'
import { addImport } from './commands/import.ts'
import { addMigrate } from './commands/migrate.ts'
import { addModel } from './commands/model.ts'
import { addMoveUnit } from './commands/move-unit.ts'
import { addGazetteer, addPlace } from './commands/place.ts'
import { addPolicy } from './commands/policy.ts'
import { addReport } from './commands/report.ts'
import { addRetention } from './commands/retention.ts'
import { addServe } from './commands/serve.ts'
import { addSimulate } from './commands/simulate.ts'
import { addTrain } from './commands/train.ts'
import { addUser } from './commands/user.ts'
import { addVerify } from './commands/verify.ts'
import { programVersion } from './version.ts'

/** Every command of `huying`, in the order people meet them. Usage faults end in exit code 2 (see main.ts). */
export function makeProgram(): Command {
  const program = new Command('huying')
    .description('Huying 呼应: the 12345 hotline and 接诉即办, from a call to a score that anyone can re-derive')
    .version(programVersion())
    .exitOverride()
    .showHelpAfterError()
    .addHelpText(
      'after',
      '\nExamples:\n  huying serve\n  huying assess --help\n\nSettings come from flags, the environment or huying.yaml in the data folder; `huying doctor` shows them all.',
    )
  for (const add of [
    addServe,
    addDemo,
    addSimulate,
    addImport,
    addAssess,
    addCallback,
    addExport,
    addVerify,
    addBackup,
    addRestore,
    addForget,
    addRetention,
    addPolicy,
    addPlace,
    addGazetteer,
    addReport,
    addHotspots,
    addTrain,
    addClassify,
    addModel,
    addMoveUnit,
    addUser,
    addMigrate,
    addDoctor,
    addBench,
  ]) {
    add(program)
  }
  return program
}
