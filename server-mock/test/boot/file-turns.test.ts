import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FairTurns } from '../../src/boot/fair-turns.ts'

const TURN = 1000

/** Gives turns for some rounds; `takes` says what a stream takes of a turn, 0 when it is not ready. */
function serve(
  turns: FairTurns<number>,
  streams: readonly number[],
  rounds: number,
  takes: (stream: number, round: number) => number,
): Map<number, number> {
  const given = new Map(streams.map((stream) => [stream, 0]))
  for (let round = 0; round < rounds; round++) {
    const ready = streams.filter((stream) => takes(stream, round) > 0)
    for (const stream of turns.next(ready, TURN)) {
      const bytes = Math.min(TURN, takes(stream, round))
      turns.gave(stream, bytes)
      given.set(stream, (given.get(stream) ?? 0) + bytes)
    }
  }
  return given
}

describe('turns', () => {
  it('give equal readers the same, in whatever order and by whatever pieces they take it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: TURN }), { minLength: 1 }), {
          minLength: 2,
          maxLength: 20,
        }),
        (pieces) => {
          const turns = new FairTurns<number>()
          const streams = pieces.map((_, at) => at)
          for (const stream of streams) turns.enter(stream)
          const given = serve(turns, streams, 500, (stream, round) => {
            const own = pieces[stream] ?? [1]
            return own[round % own.length] ?? 1
          })
          const counts = [...given.values()]
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2 * TURN)
        },
      ),
    )
  })

  it('let a stream that had to wait catch up', () => {
    const turns = new FairTurns<number>()
    for (const stream of [0, 1]) turns.enter(stream)
    const given = serve(turns, [0, 1], 1000, (stream, round) => (stream === 0 && round < 300 ? 0 : TURN))
    expect(Math.abs((given.get(0) ?? 0) - (given.get(1) ?? 0))).toBeLessThanOrEqual(2 * TURN)
  })

  it('make nobody wait for a slow reader, nor for what others had before', () => {
    const turns = new FairTurns<number>()
    for (const stream of [0, 1]) turns.enter(stream)
    const given = serve(turns, [0, 1], 1000, (stream, round) => (stream === 0 && round % 100 > 0 ? 0 : TURN))
    expect(given.get(1)).toBeGreaterThan(980 * TURN)
    turns.enter(2)
    const later = serve(turns, [1, 2], 1000, () => TURN)
    expect(Math.abs((later.get(1) ?? 0) - (later.get(2) ?? 0))).toBeLessThanOrEqual(2 * TURN)
  })

  it('always have one whose turn it is, and none for strangers', () => {
    const turns = new FairTurns<number>()
    turns.enter(1)
    turns.gave(1, 1e9)
    expect(turns.next([1, 7], TURN)).toEqual([1])
    turns.leave(1)
    expect(turns.next([1], TURN)).toEqual([])
    expect(turns.size).toBe(0)
  })
})
