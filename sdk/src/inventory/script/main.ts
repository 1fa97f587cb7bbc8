#!/usr/bin/env node
/**
 * `metalwright-inventory`: machines of a DRP server as an inventory of Ansible, by the contract of inventory scripts.
 * It starts for every run of Ansible, so it loads nothing large.
 */
import { setTimeout } from 'node:timers/promises'
import { run } from './run.ts'

process.exitCode = await run({
  args: process.argv.slice(2),
  environment: process.env,
  script: process.argv[1] ?? '',
  out: (text) => process.stdout.write(text),
  err: (line) => process.stderr.write(line),
  now: Date.now,
  pause: (milliseconds) => setTimeout(milliseconds),
})
