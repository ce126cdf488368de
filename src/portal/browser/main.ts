import { listCommunities } from './communities.ts'
import { countCharacters, keepDraft } from './draft.ts'
import { focusFaults, offerPrint, submitOnce } from './forms.ts'
import { followTicket } from './live.ts'

// Enhancements only: every page is whole without this script.
focusFaults()
submitOnce()
countCharacters()
keepDraft()
listCommunities()
offerPrint()
followTicket()
