// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values

/// An amount on the command line.
struct AmountArgument: ExpressibleByArgument {
  let amount: Money

  init?(argument: String) {
    guard let amount = Money(argument) else { return nil }
    self.amount = amount
  }
}

/// A moment on the command line.
struct MomentArgument: ExpressibleByArgument {
  let moment: Instant

  init?(argument: String) {
    guard let moment = Instant(argument) else { return nil }
    self.moment = moment
  }
}
