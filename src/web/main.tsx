import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { isProblem } from './api/problem.ts'
import { AppearanceProvider } from './app/appearance.tsx'
import { Dress } from './app/Dress.tsx'
import { makeRouter } from './app/router.tsx'
import './app/page.css'
import { startWords } from './i18n/words.ts'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server refused it refuses again; only a lost connection is worth another try.
      retry: (count, error) => count < 2 && isProblem(error) && (error.status === 0 || error.status === 503),
    },
  },
})

await startWords()
const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <AppearanceProvider>
        <Dress>
          <RouterProvider router={makeRouter(queries)} />
        </Dress>
      </AppearanceProvider>
    </QueryClientProvider>
  </StrictMode>,
)
