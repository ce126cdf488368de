import seal from '../seal.svg'
import styles from './Brand.module.css'

/** 呼应, with its seal. */
export function Brand() {
  return (
    <span className={styles['brand']}>
      <img src={seal} alt="" width={24} height={24} />
      <b>呼应</b>
    </span>
  )
}
