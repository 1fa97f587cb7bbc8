import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Attachable, serveAttachable } from '../../src/plugin/serve.ts'
import { emptyNotebook, exampleProvider, type Notebook } from '../example/provider.ts'
import { describeWithTerraform, RootModule } from './terraform.ts'

const head = `
terraform {
  required_providers {
    example = { source = "metalwright/example" }
  }
}
`

describeWithTerraform('the framework under the real terraform', () => {
  let notebook: Notebook
  let provider: Attachable
  let root: RootModule

  beforeEach(async () => {
    notebook = emptyNotebook()
    provider = await serveAttachable(exampleProvider(notebook))
    root = new RootModule({ TF_REATTACH_PROVIDERS: provider.reattach })
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
})
