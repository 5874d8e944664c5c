// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values

/// An amount on the command line.
struct AmountArgument: ExpressibleByArgument {
  let amount: Money

  init(amount: Money) { self.amount = amount }

  init?(argument: String) {
    guard let amount = Money(argument) else { return nil }
    self.init(amount: amount)
  }

  var defaultValueDescription: String { amount.description }
}

/// A moment on the command line.
struct MomentArgument: ExpressibleByArgument {
  let moment: Instant

  init?(argument: String) {
    guard let moment = Instant(argument) else { return nil }
    self.moment = moment
  }
}
