/** One wish, as both providers spell it. */
interface Wish {
  /** Body of a `drp_machine`. */
  readonly terraform: string
  /** Arguments of a `Machine`. */
  readonly pulumi: string
  /** The run fails. */
  readonly fails?: true
}

/** Wishes that follow each other, for one machine. */
export interface Scenario {
  readonly name: string
  readonly steps: readonly Wish[]
}

/** What both providers are told, with an image to deploy. */
export function scenarios(image: { readonly file: string; readonly sha256: string }): readonly Scenario[] {
  const deploy: Wish = {
    terraform: `image = "${image.file}@sha256:${image.sha256}"\n allocate_workflow = "image-deploy"\n deallocate_workflow = "release"`,
    pulumi: `image: '${image.file}@sha256:${image.sha256}', allocateWorkflow: 'image-deploy', deallocateWorkflow: 'release'`,
  }
  const with_ = (terraform: string, pulumi: string): Wish => ({
    terraform: `${deploy.terraform}\n ${terraform}`,
    pulumi: `${deploy.pulumi}, ${pulumi}`,
  })
  return [
    {
      name: 'parameters, profiles and keys that change in place, key by key',
      steps: [
        with_(
          `add_parameters = { "app/role" = "web", "app/ports" = [80, 443], "app/nested" = { a = true } }
           add_profiles = ["first"]
           authorized_keys = ["ssh-ed25519 AAAA one"]`,
          `addParameters: { 'app/role': 'web', 'app/ports': [80, 443], 'app/nested': { a: true } },
           addProfiles: ['first'], authorizedKeys: ['ssh-ed25519 AAAA one']`,
        ),
        with_(
          `add_parameters = { "app/role" = "db", "app/nested" = { a = true, b = 1 } }
           add_profiles = ["second"]
           authorized_keys = ["ssh-ed25519 AAAA two", "ssh-ed25519 AAAA three"]`,
          `addParameters: { 'app/role': 'db', 'app/nested': { a: true, b: 1 } },
           addProfiles: ['second'], authorizedKeys: ['ssh-ed25519 AAAA two', 'ssh-ed25519 AAAA three']`,
        ),
        deploy,
      ],
    },
    {
      name: 'name, description and annotations for as long as the claim lasts',
      steps: [
        with_(
          'hostname = "web-1"\n description = "first"\n meta = { team = "red" }\n expires_at = "2031-01-31T00:00:00Z"',
          "hostname: 'web-1', description: 'first', meta: { team: 'red' }, expiresAt: '2031-01-31T00:00:00Z'",
        ),
        with_(
          'hostname = "web-2"\n description = "second"\n meta = { owner = "blue" }',
          "hostname: 'web-2', description: 'second', meta: { owner: 'blue' }",
        ),
      ],
    },
    {
      name: 'user data that changes and deploys again',
      steps: [
        with_('user_data = "#cloud-config\\n{}"', "userData: '#cloud-config\\n{}'"),
        with_('user_data = "#cloud-config\\n{a: 1}"', "userData: '#cloud-config\\n{a: 1}'"),
        with_(
          'user_data = "#cloud-config\\n{a: 2}"\n on_change = "update_only"',
          "userData: '#cloud-config\\n{a: 2}', onChange: 'updateOnly'",
        ),
      ],
    },
    {
      name: 'constraints that no machine meets',
      steps: [
        {
          ...with_('constraints = { arch = "ppc64" }', "constraints: { arch: 'ppc64' }"),
          fails: true,
        },
      ],
    },
    {
      name: 'constraints and filters that a machine meets, and whose change keeps it',
      steps: [
        with_(
          'constraints = { arch = "amd64" }\n filters = ["Runnable=Eq(true)"]',
          "constraints: { arch: 'amd64' }, filters: ['Runnable=Eq(true)']",
        ),
        with_(
          'constraints = { arch = "arm64" }\n filter_change = "keep"',
          "constraints: { arch: 'arm64' }, filterChange: 'keep'",
        ),
      ],
    },
    {
      name: 'a build that fails, then is put right',
      steps: [
        {
          terraform: `image = "${image.file}@sha256:${'ab'.repeat(32)}"\n allocate_workflow = "image-deploy"\n deallocate_workflow = "release"`,
          pulumi: `image: '${image.file}@sha256:${'ab'.repeat(32)}', allocateWorkflow: 'image-deploy', deallocateWorkflow: 'release'`,
          fails: true,
        },
        deploy,
      ],
    },
    {
      name: 'a build that fails and gives the machine back',
      steps: [
        {
          terraform: `image = "${image.file}@sha256:${'cd'.repeat(32)}"\n allocate_workflow = "image-deploy"\n deallocate_workflow = "release"\n on_failure = "release"`,
          pulumi: `image: '${image.file}@sha256:${'cd'.repeat(32)}', allocateWorkflow: 'image-deploy', deallocateWorkflow: 'release', onFailure: 'release'`,
          fails: true,
        },
      ],
    },
    {
      name: 'a machine that is locked, and then not',
      steps: [with_('locked = true', 'locked: true'), with_('locked = false', 'locked: false')],
    },
    {
      name: 'what the release leaves behind',
      steps: [
        with_(
          `add_parameters = { "app/role" = "web" }
           on_release = { add_parameters = { "last/owner" = "somebody" }, add_profiles = ["first"] }`,
          `addParameters: { 'app/role': 'web' },
           onRelease: { addParameters: { 'last/owner': 'somebody' }, addProfiles: ['first'] }`,
        ),
      ],
    },
    {
      name: 'a claim that waits for nothing, then for a condition',
      steps: [
        {
          terraform: 'wait_for = "allocated"\n add_parameters = { "app/ready" = true }',
          pulumi: "waitFor: 'allocated', addParameters: { 'app/ready': true }",
        },
      ],
    },
  ]
}
