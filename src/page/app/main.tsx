import './style/base.css'
import './style/parts.css'
import './style/frame.css'
import './style/endpoints.css'
import './style/detail.css'
import './style/code.css'
import './style/picture.css'
import './style/overview.css'
import './style/views.css'
import { render } from 'preact'
import { followTheme } from './theme.ts'
import { finishedSource, hasReport } from './source/finished.ts'
import { liveSource } from './source/live.ts'
import { show } from './state.ts'
import { App } from './ui/app.tsx'

followTheme()
render(<App />, document.getElementById('app')!)
void show(hasReport() ? finishedSource() : liveSource())
