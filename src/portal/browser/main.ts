import { listCommunities } from './communities.ts'
import { countCharacters, keepDraft } from './draft.ts'
import { findPlaces } from './find-place.ts'
import { focusFaults, offerCopy, offerPrint, submitOnce } from './forms.ts'
import { followTicket } from './live.ts'
import { preparePhotos } from './photos.ts'
import { pointAtPlaces } from './point-place.ts'

// Enhancements only: every page is whole without this script.
focusFaults()
submitOnce()
countCharacters()
keepDraft()
listCommunities()
preparePhotos()
findPlaces()
pointAtPlaces()
offerPrint()
offerCopy()
followTicket()
