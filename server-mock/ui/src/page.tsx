import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { plainLine } from './text/plain-text.ts'
import { Text } from './text/text.tsx'

interface PageProps {
  /** Heading, and the title of the window. */
  readonly title: string
  /** What stands beside the heading. */
  readonly aside?: ComponentChildren
  readonly children: ComponentChildren
}

/** The main part of a page. Focus goes to its heading when it opens, so that a screen reader says where one is. */
export function Page({ title, aside, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  useEffect(() => {
    document.title = `${plainLine(title)} – Metalwright`
  }, [title])
  return (
    <main id="main">
      <div class="heading">
        <h1 tabIndex={-1} ref={heading}>
          <Text of={title} />
        </h1>
        {aside}
      </div>
      {children}
    </main>
  )
}
