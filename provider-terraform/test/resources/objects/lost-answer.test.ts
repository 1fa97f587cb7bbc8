import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ObjectsDouble } from '../objects-double.ts'

const signal = AbortSignal.timeout(20_000)

describe('a create whose answer is lost', () => {
  let double: ObjectsDouble
  beforeEach(async () => {
    double = await ObjectsDouble.start({
      profiles: {
        key: 'Name',
        onCreate: (profile) => {
          profile['Available'] = true
        },
      },
    })
  })
  afterEach(() => double.close())
  const create = async (description: string) =>
    (await double.connection.objects()).create(
      'profiles',
      { Name: 'web', Description: description },
      { signal },
    )

  it('has made the object', async () => {
    double.lostAnswers = 1
    expect(await create('ours')).toMatchObject({ created: true, object: { Name: 'web', Available: true } })
    expect(double.calls).toEqual(['POST profiles', 'POST profiles', 'GET profiles/web'])
  })

  it('has not when another one is there', async () => {
    double.of('profiles').set('web', { Name: 'web', Description: 'theirs' })
    double.lostAnswers = 1
    expect(await create('ours')).toMatchObject({ created: false, object: { Description: 'theirs' } })
  })

  it('is told from one that finds the same object there before it', async () => {
    double.of('profiles').set('web', { Name: 'web', Description: 'ours' })
    expect(await create('ours')).toMatchObject({ created: false })
  })
})
