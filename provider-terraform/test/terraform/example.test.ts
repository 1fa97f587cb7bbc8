import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Attachable, serveAttachable } from '../../src/plugin/serve.ts'
import { emptyNotebook, type Notebook } from '../example/notebook.ts'
import { exampleProvider } from '../example/provider.ts'
import { describeWithTerraform, RootModule } from './terraform.ts'

const head = `
terraform {
  required_providers {
    example = { source = "metalwright/example" }
  }
}
`

const built = join(import.meta.dirname, '..', '..', '..', '.tools', 'bin', 'tofu')

/** The command line programs that are there; both speak the same protocol and differ in what they check. */
const programs = ['terraform', existsSync(built) ? built : 'tofu'].filter((program) => {
  try {
    execFileSync(program, ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})

describeWithTerraform('the framework', () => {
  describe.each(programs)('under %s', (program) => {
    let notebook: Notebook
    let provider: Attachable
    let root: RootModule

    beforeEach(async () => {
      notebook = emptyNotebook()
      provider = await serveAttachable(exampleProvider(notebook))
      root = new RootModule({ TF_REATTACH_PROVIDERS: provider.reattach }, '', program)
    })

    afterEach(() => {
      provider.close()
      root.remove()
    })

    const everything = (title: string, shelf: string) => `${head}
    resource "terraform_data" "later" { input = "pre" }
    resource "example_note" "all" {
      title  = "${title}"
      shelf  = "${shelf}"
      weight = 123456789.123456789123456789
      pinned = true
      tags   = ["b", "a", "\${terraform_data.later.output}-x"]
      lines  = []
      labels = { "__proto__" = "p", "é" = "e" }
      extra  = { deep = [1, 0.1, 18446744073709551617, { x = null }], text = "t" }
      secret = "hush-hush"
      owner  = { name = "Ada" }
      parts  = [{ name = "one" }, { name = "two", size = 9007199254740993 }]
    }
    data "example_note" "copy" { id = example_note.all.id }
    output "copy" { value = data.example_note.copy.title }
  `

    it('creates, settles, updates in place, replaces and destroys', async () => {
      root.write(everything('first', 'top'))
      const created = await root.run('apply', '-auto-approve')
      expect(created.output).toContain('2 added, 0 changed, 0 destroyed')
      expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 })
      expect(notebook.secrets).toEqual(['hush-hush'])

      root.write(everything('second', 'top'))
      const updated = await root.run('apply', '-auto-approve')
      expect(updated.output).toContain('0 added, 1 changed, 0 destroyed')
      expect(updated.output).toContain('copy = "second"')
      const [note] = (await root.state()).filter(({ address }) => address === 'example_note.all')
      expect(note?.values).toMatchObject({ id: '1', revision: '2', kind: 'plain', secret: null, lines: [] })
      expect(note?.values['owner']).toEqual({ name: 'Ada', badge: 'badge of Ada' })
      expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 })

      root.write(everything('second', 'bottom'))
      const planned = await root.run('plan')
      expect(planned.output).toContain('# forces replacement')
      const replaced = await root.run('apply', '-auto-approve')
      expect(replaced.output).toContain('1 added, 0 changed, 1 destroyed')

      const destroyed = await root.run('destroy', '-auto-approve')
      expect(destroyed.code).toBe(0)
      expect(notebook.notes.size).toBe(0)
    })

    it('keeps what exists when create fails, and hides secrets in the message', async () => {
      notebook.failAfterCreate = true
      root.write(everything('first', 'top'))
      const failed = await root.run('apply', '-auto-approve')
      expect(failed.code).toBe(1)
      expect(failed.output).toContain('The pen broke')
      expect(failed.output).toContain('while writing with (sensitive)')
      expect(failed.output).not.toContain('hush-hush')
      expect(failed.output).not.toContain('unknown value')
      const [note] = (await root.state()).filter(({ address }) => address === 'example_note.all')
      expect(note).toMatchObject({ tainted: true, values: { id: '1', revision: null } })
    })

    it('plans to create again what has disappeared', async () => {
      root.write(`${head} resource "example_note" "one" { title = "x" }`)
      await root.run('apply', '-auto-approve')
      notebook.notes.clear()
      const planned = await root.run('plan', '-detailed-exitcode')
      expect(planned.code).toBe(2)
      expect(planned.output).toContain('example_note.one will be created')
    })

    it('imports, and names what cannot be', async () => {
      notebook.notes.set('7', 'seven')
      root.write(`${head} resource "example_note" "seven" { title = "seven" }`)
      expect(await root.run('import', 'example_note.seven', '7')).toMatchObject({ code: 0 })
      const missing = await root.run('import', 'example_note.eight', '8')
      expect(missing.code).toBe(1)
    })

    it('points at the attribute of an invalid value', async () => {
      root.write(`${head}\nresource "example_note" "one" {\n  title = "x"\n  kind = "odd"\n}`)
      const { code, output } = await root.run('validate')
      expect(code).toBe(1)
      expect(output).toMatch(/Invalid value for kind[\s\S]*kind = "odd"[\s\S]*Allowed are: plain, rich/)
    })

    it('keeps values that mean the same, and replaces only where a change asks for it', async () => {
      const note = (colour: string, pages: number) =>
        root.write(
          `${head} resource "example_note" "one" {\n title = "x"\n colour = "${colour}"\n pages = ${pages}\n}`,
        )
      note('red', 2)
      await root.run('apply', '-auto-approve')
      expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 })
      note('ReD', 2)
      expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 })
      note('red', 3)
      expect((await root.run('plan')).output).toContain('0 to add, 1 to change, 0 to destroy')
      note('red', 1)
      expect((await root.run('plan')).output).toContain('1 to add, 0 to change, 1 to destroy')
    })

    it('calls functions, and points at a wrong argument', async () => {
      root.write(`${head}
      output "slug" { value = provider::example::slug("Ada's Note", "x") }`)
      const { output } = await root.run('apply', '-auto-approve')
      expect(output).toContain('slug = "ada-s-note-x"')
      root.write(`${head} output "slug" { value = provider::example::slug("") }`)
      expect((await root.run('plan')).output).toContain('An address needs at least one letter')
    })

    it('opens, renews and closes ephemeral values, which reach write-only attributes', async () => {
      root.write(`${head}
      ephemeral "example_word" "it" { hint = "soft" }
      resource "example_note" "one" {
        title  = "x"
        secret = ephemeral.example_word.it.word
      }`)
      const { code, output } = await root.run('apply', '-auto-approve')
      expect({ code, output }).toMatchObject({ code: 0 })
      expect(notebook.secrets).toEqual(['word-for-soft'])
      expect(notebook.words.filter((word) => word === 'open soft')).toHaveLength(2)
      expect(notebook.words.filter((word) => word === 'close soft')).toHaveLength(2)
      expect(await root.run('plan', '-detailed-exitcode')).toMatchObject({ code: 0 })
      expect(JSON.stringify(await root.state())).not.toContain('word-for-soft')
    })

    it('takes over an object of another type', async () => {
      root.write(`${head} resource "terraform_data" "old" { input = "first" }`)
      await root.run('apply', '-auto-approve')
      root.write(`${head}
      resource "example_note" "new" { title = "first" }
      moved {
        from = terraform_data.old
        to   = example_note.new
      }`)
      const { code, output } = await root.run('apply', '-auto-approve')
      expect({ code, output }).toMatchObject({ code: 0 })
      expect(output).toContain('0 added, 1 changed, 0 destroyed')
      const [note] = await root.state()
      expect(note).toMatchObject({
        address: 'example_note.new',
        values: { id: 'moved first', title: 'first' },
      })
    })

    it('imports by block and writes the configuration', async () => {
      notebook.notes.set('7', 'seven')
      root.write(`${head}\nimport {\n to = example_note.seven\n id = "7"\n}`)
      const generated = await root.run('plan', '-generate-config-out=made.tf')
      expect(generated.output).toContain('1 to import')
      const applied = await root.run('apply', '-auto-approve')
      expect(applied.output).toContain('1 imported, 0 added')
    })

    it('keeps private notes from one run to the next', async () => {
      const titled = (title: string) =>
        root.write(`${head} resource "example_note" "one" { title = "${title}" }`)
      for (const title of ['a', 'b', 'c']) {
        titled(title)
        await root.run('apply', '-auto-approve')
      }
      const [note] = await root.state()
      expect(note?.values).toMatchObject({ revision: '3', title: 'c' })
    })

    it('warns before a deletion that cannot be undone', async () => {
      root.write(`${head}\nresource "example_note" "one" {\n title = "x"\n kind = "rich"\n}`)
      await root.run('apply', '-auto-approve')
      expect((await root.run('plan', '-destroy')).output).toContain('A rich note goes')
    })

    it('saves what exists when Ctrl-C comes', async () => {
      notebook.waitAfterCreate = true
      root.write(`${head} resource "example_note" "one" { title = "x" }`)
      const { process, outcome } = root.start('apply', '-auto-approve')
      await expect.poll(() => notebook.notes.size, { timeout: 20_000 }).toBe(1)
      process.kill('SIGINT')
      const { code, output } = await outcome
      expect(code).not.toBe(0)
      expect(output).toContain('Interrupted')
      const [note] = await root.state()
      expect(note).toMatchObject({ tainted: true, values: { id: '1' } })
    })
  })
})
