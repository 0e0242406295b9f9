import { betterCode, shop } from "./shop";

/** A conversation from before, as the list finds it. */
export interface Earlier {
  readonly question: string;
  readonly answer: string;
  /** When it was asked, in UTC. */
  readonly at: string;
}

/** All that is written and read in the pictures, in one language. */
export interface Story {
  readonly files: Readonly<Record<"cart.ts" | "types.ts", string>>;
  readonly question: string;
  readonly thinking: string;
  /** In the pieces in which the tour shows it coming. */
  readonly answer: readonly [string, string, string];
  readonly instruction: string;
  readonly imageQuestion: string;
  /** The web page on the screenshot that is asked about. */
  readonly checkout: {
    readonly title: string;
    readonly mailLabel: string;
    readonly rows: readonly (readonly [label: string, amount: string])[];
    readonly total: readonly [label: string, amount: string];
    readonly button: string;
  };
  readonly search: string;
  readonly earlier: readonly Earlier[];
}

const english: Story = {
  files: shop({
    total: "What a customer pays for a cart, in cents.",
    line: "Ten or more of one article are 10 % cheaper.",
    cart: "What a customer has chosen so far.",
  }),
  question: "Can this ever charge a wrong amount?",
  thinking: "Two paths lead to the sum: the lines, which may leave fractions, and the coupon.",
  answer: [
    "Yes, in two cases.\n\n1. **Fractions of a cent.** `lineTotal` multiplies by 0.9, so 15 × 33 cents come to 445.5.\n",
    "2. **A coupon worth more than the cart.** `sum` falls below zero, and eats up the shipping too.\n\nRound each line, and stop at zero:\n\n",
    `${betterCode}\n\nShipping is added to \`sum\`, as before.`,
  ],
  instruction: "Round each line; a coupon takes the sum to zero at most",
  imageQuestion: "Why is this total below zero?",
  checkout: {
    title: "Your order",
    mailLabel: "Confirmation to",
    rows: [
      ["Pencil HB, 15 ×", "4.455 €"],
      ["Coupon SPRING", "−10.00 €"],
      ["Shipping", "4.90 €"],
    ],
    total: ["Total", "−0.645 €"],
    button: "Pay now",
  },
  search: "webhook",
  earlier: [
    {
      question: "Why is each payment booked twice?",
      answer: "The provider sends a webhook again until it gets a 2xx within ten seconds.",
      at: "2026-03-12T09:41:00Z",
    },
    {
      question: "Write tests for verifySignature",
      answer: "Four cases: a valid webhook, a wrong secret, an old timestamp, an empty body.",
      at: "2026-03-10T14:05:00Z",
    },
    {
      question: "Make the order handler idempotent",
      answer: "Keep the id of each webhook with the order, and skip what is there already.",
      at: "2026-03-06T16:20:00Z",
    },
  ],
};

const chinese: Story = {
  files: shop({
    total: "顾客为购物车支付的金额，以分为单位。",
    line: "同一商品满十件打九折。",
    cart: "顾客目前选择的商品。",
  }),
  question: "这里有可能收错金额吗？",
  thinking: "总额有两个来源：商品行可能产生小数，优惠券可能过大。",
  answer: [
    "有可能，在两种情况下。\n\n1. **不足一分的小数。** `lineTotal` 乘以 0.9，15 × 33 分等于 445.5 分，而且没有取整。\n",
    "2. **优惠券金额超过购物车总额。** `sum` 会变成负数，连运费也一并抵掉。\n\n对每一行取整，并以零为下限：\n\n",
    `${betterCode}\n\n之后照旧把运费加到 \`sum\` 上。`,
  ],
  instruction: "每一行取整；优惠券最多抵扣到零",
  imageQuestion: "为什么这里的合计小于零？",
  checkout: {
    title: "你的订单",
    mailLabel: "确认邮件发送至",
    rows: [
      ["HB 铅笔，15 支", "¥4.455"],
      ["优惠券 SPRING", "−¥10.00"],
      ["运费", "¥4.90"],
    ],
    total: ["合计", "−¥0.645"],
    button: "立即支付",
  },
  search: "webhook",
  earlier: [
    {
      question: "为什么每笔付款都入账两次？",
      answer: "在十秒内收到 2xx 之前，支付平台会反复发送同一个 webhook。",
      at: "2026-03-12T09:41:00Z",
    },
    {
      question: "为 verifySignature 编写测试",
      answer: "四种情况：有效的 webhook、错误的密钥、过期的时间戳、空的请求体。",
      at: "2026-03-10T14:05:00Z",
    },
    {
      question: "让订单处理具有幂等性",
      answer: "把每个 webhook 的 ID 与订单一起保存，已有的就跳过。",
      at: "2026-03-06T16:20:00Z",
    },
  ],
};

/** The languages of the pictures, by the names of their folders, which VS Code has for them too. */
export const stories = { en: english, "zh-cn": chinese } as const;

/** One of them. */
export type Language = keyof typeof stories;
