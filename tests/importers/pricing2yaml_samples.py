"""Invented price lists, one for each version of the syntax."""

from __future__ import annotations

V10 = """\
saasName: Kiln
day: 5
month: 3
year: 2023
currency: EUR
hasAnnualPayment: true
features:
  glazing:
    description: Glaze what you fire
    valueType: BOOLEAN
    defaultValue: true
    type: DOMAIN
    expression: planContext['glazing']
    serverExpression: planContext['glazing'] && true
  supportHours:
    valueType: TEXT
    defaultValue: office hours
    type: SUPPORT
usageLimits:
  firings:
    valueType: NUMERIC
    defaultValue: 4
    unit: firing/month
    type: RENEWABLE
    linkedFeatures:
      - glazing
plans:
  HOBBY:
    description: For the shed
    monthlyPrice: 0
    annualPrice: 0
    unit: user/month
    features: null
    usageLimits: null
  STUDIO:
    description: For a living
    monthlyPrice: 12.5
    annualPrice: 10.10
    unit: user/month
    features:
      supportHours:
        value: day and night
    usageLimits:
      firings:
        value: 40
"""

V11 = """\
saasName: Kiln
version: "1.1"
createdAt: 2024-01-31
starts: 2024-02-01
ends: 2025-02-01
currency: GBP
hasAnnualPayment: false
features:
  glazing:
    valueType: BOOLEAN
    defaultValue: false
    type: AUTOMATION
    automationType: BOT
  sso:
    valueType: BOOLEAN
    defaultValue: false
    type: INTEGRATION
    integrationType: IDENTITY_PROVIDER
  ledger:
    valueType: BOOLEAN
    defaultValue: false
    type: INTEGRATION
    integrationType: WEB_SAAS
    pricingUrls:
      - https://ledger.example/pricing
plans:
  SOLO:
    monthlyPrice: 9
    features:
      glazing:
        value: true
    usageLimits: null
addOns:
  singleSignOn:
    availableFor:
      - SOLO
    monthlyPrice: 3
    unit: user/month
    features:
      sso:
        value: true
  ledgerLink:
    availableFor:
      - SOLO
    dependsOn:
      - singleSignOn
    price: Contact Sales
    features:
      ledger:
        value: true
"""

V20 = """\
saasName: Kiln
version: "2.0"
createdAt: "2024-11-19"
currency: USD
url: https://kiln.example/pricing
tags:
  - Firing
  - Office
billing:
  monthly: 1
  semester: 0.95
  annual: 0.67
variables:
  base: 15.00
  factor: 1.3
features:
  glazing:
    tag: Firing
    valueType: BOOLEAN
    defaultValue: true
    type: DOMAIN
  backups:
    tag: Office
    valueType: BOOLEAN
    defaultValue: false
    type: GUARANTEE
    docUrl: https://kiln.example/backups
  payment:
    tag: Office
    valueType: TEXT
    defaultValue:
      - CARD
    type: PAYMENT
  kilns:
    tag: Firing
    valueType: NUMERIC
    defaultValue: 1
    type: DOMAIN
usageLimits:
  kilnStorage:
    valueType: NUMERIC
    defaultValue: 10
    unit: GB
    type: NON_RENEWABLE
  historyDays:
    valueType: NUMERIC
    defaultValue: 30
    unit: day
    type: NON_RENEWABLE
    linkedFeatures:
      - backups
  weekendUse:
    valueType: BOOLEAN
    defaultValue: false
    type: NON_RENEWABLE
plans:
  BASIC:
    price: 29.26
    unit: /month
    features: null
    usageLimits: null
  PRO:
    price: "#base*#factor"
    unit: seat/month
    features:
      backups:
        value: true
      payment:
        value:
          - CARD
          - INVOICE
      kilns:
        value: 3
    usageLimits:
      kilnStorage:
        value: 1000000000
      historyDays:
        value: .inf
      weekendUse:
        value: true
addOns:
  moreStorage:
    availableFor:
      - BASIC
    excludes:
      - anotherKiln
    price: 2
    unit: GB/month
    usageLimitsExtensions:
      kilnStorage:
        value: 1
  anotherKiln:
    price: 0.18
    unit: activeHour
    features:
      kilns:
        value: 1
"""

V21 = """\
syntaxVersion: "2.1"
saasName: Kiln
version: "2025"
createdAt: 2025-03-02
currency: USD
billing:
  monthly: 1.0
  annual: 0.8
features:
  tasks:
    valueType: BOOLEAN
    defaultValue: true
    type: DOMAIN
  sync:
    valueType: BOOLEAN
    defaultValue: false
    type: INFORMATION
usageLimits:
  tasksLimit:
    valueType: NUMERIC
    defaultValue: 100
    unit: task/month
    type: RENEWABLE
    linkedFeatures:
      - tasks
  pollingTimeThreshold:
    valueType: NUMERIC
    defaultValue: 15
    unit: min
    type: NON_RENEWABLE
    linkedFeatures:
      - tasks
      - sync
  calls:
    valueType: NUMERIC
    defaultValue: 60
    unit: call/minute
    type: RENEWABLE
    linkedFeatures: null
plans:
  FREE:
    price: 0
    unit: /month
    features: null
    usageLimits: null
  TEAM:
    price: 0.1
    unit: editor/month
    features:
      sync:
        value: true
    usageLimits:
      tasksLimit:
        value: 2500
      pollingTimeThreshold:
        value: 2
  ENTERPRISE:
    price: Contact us
    unit: /month
    features:
      sync:
        value: true
    usageLimits:
      tasksLimit:
        value: .inf
      pollingTimeThreshold:
        value: 1
      calls:
        value: .inf
"""

V30 = """\
syntaxVersion: "3.0"
saasName: Kiln
version: "1.2.0"
createdAt: 2026-02-11
currency: JPY
features:
  firing:
    valueType: BOOLEAN
    defaultValue: true
    type: DOMAIN
    expression: pricingContext['features']['firing']
    render: ENABLED
usageLimits:
  firingLimit:
    description: A firing is one load of the kiln.
    valueType: NUMERIC
    defaultValue: 5
    unit: firing
    type: RENEWABLE
    period:
      value: 2
      unit: DAY
    trackable: true
    linkedFeatures:
      - firing
plans:
  FREE:
    price: 0
    features: null
  INTERNAL:
    private: true
    price: 1_200
    unit: user/month
    usageLimits:
      firingLimit:
        value: 50
addOns:
  extraFirings:
    private: true
    price: 300
    unit: pack/month
    usageLimitsExtensions:
      firingLimit:
        value: 10
    subscriptionConstraints:
      minQuantity: 1
      maxQuantity: 10
      quantityStep: 1
"""

V31 = """\
syntaxVersion: '3.1'
saasName: Kiln
version: latest
createdAt: "2026-02-11T10:00:00Z"
currency: EUR
billing:
  yearly: 0.9
features:
  firing:
    defaultValue: true
    type: DOMAIN
  shelves:
    valueType: NUMERIC
    defaultValue: 0
    type: DOMAIN
plans:
  SMALL:
    price: 10
    features:
      shelves: 4
  LARGE:
    price: '4 * (2 + 3)'
    features:
      firing: false
      shelves: 9
custom:
  renderer:
    title: Pricing for potters
"""

ALL = {"1.0": V10, "1.1": V11, "2.0": V20, "2.1": V21, "3.0": V30, "3.1": V31}
