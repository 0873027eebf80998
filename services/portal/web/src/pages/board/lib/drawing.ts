/** What of ECharts the boards draw with, in one file of its own that is loaded with the first chart. */
import { BarChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use, type ECharts } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([BarChart, GridComponent, TooltipComponent, CanvasRenderer])

/** A chart on a canvas in `host`. */
export function chartIn(host: HTMLElement): ECharts {
  return init(host, null, { renderer: 'canvas' })
}
