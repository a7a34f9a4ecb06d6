import order from '@bakery/orders/slices/shop/orders-id_GET.json' with { type: 'json' }
import payment from '@bakery/payments/slices/payments_POST.json' with { type: 'json' }
import loaf from '@bakery/stock/slices/loaves-name_GET.json' with { type: 'json' }
import { type ObjectOf, requestOf } from './request.ts'

export type Order = ObjectOf<typeof order.components.schemas.Order>
export type Payment = ObjectOf<typeof payment.components.schemas.Payment>

export const getOrder = (id: string): Request => requestOf(order, '/orders/{id}', 'get', { values: { id } })
export const pay = (body: Payment): Request => requestOf(payment, '/payments', 'post', { body })
export const getLoaf = (name: string): Request => requestOf(loaf, '/loaves/{name}', 'get', { values: { name } })
