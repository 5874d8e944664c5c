// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim patient-payments`
struct PatientPaymentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patient-payments",
    abstract: "What patients pay: taken once, used for the oldest balance, with a receipt.",
    subcommands: [
      PaymentsTake.self, PaymentsList.self, PaymentsApply.self, PaymentsReceipt.self,
      PaymentsCard.self, PaymentsCards.self, PaymentsForget.self,
    ])
}

/// `cleanclaim patient-payments take`
struct PaymentsTake: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "take",
    abstract: "Take a payment; sent again, it is charged and recorded once.",
    discussion: """
      A payment is the same one as another of the same key; without --key, of the same day, guarantor, amount, method \
      and token. Give a key of your own where somebody pays the same amount twice on a day.

      A card is charged by the test processor: a token that ends in -ok is approved, in -declined declined, in \
      -timeout charged with the answer lost, in -silent never answered.

      Examples:
        cleanclaim patient-payments take G1 35.00 --card token-ok --user "O. Clerk"
        cleanclaim patient-payments take G1 35.00 --check 1042 --user "O. Clerk" --receipt receipt.pdf
        cleanclaim patient-payments take G1 35.00 --cash --user "O. Clerk"
      """)

  @Argument(help: "The guarantor.")
  var guarantor: String

  @Argument(help: "The amount.")
  var amount: AmountArgument

  @Option(help: "What stands for the card; never the number of the card.")
  var card: String?

  @Option(help: ArgumentHelp("A card on file, by its number here.", valueName: "number"))
  var cardOnFile: Int?

  @Option(help: "The number of the check.")
  var check: String?

  @Flag(help: "Cash.")
  var cash = false

  @Option(help: "The patient for whom it is kept until it is used.")
  var patient: String?

  @Option(help: "What makes it the same payment however often it is sent.")
  var key: String?

  @Option(help: "The day (default: today in UTC).")
  var on: DayArgument?

  @Option(help: "Who takes it.")
  var user: String

  @Option(help: "Write a receipt to a file, as a PDF.")
  var receipt: String?

  @OptionGroup var place: StatementPlace

  func validate() throws {
    let ways = [card != nil, cardOnFile != nil, check != nil, cash]
    guard ways.count(where: { $0 }) == 1 else {
      throw ValidationError("Give one of --card, --card-on-file, --check and --cash.")
    }
  }

  func run() throws {
    try place.answer(StatementsText.receipt) { billing throws(WorkflowFailure) in
      let method: PaymentMethod = cash ? .cash : check == nil ? .card : .check
      var payment = PatientPayment(
        guarantor: guarantor, patient: patient, amount: amount.amount, method: method,
        token: card ?? check ?? "", key: key, day: on?.day, user: user)
      payment.cardOnFile = cardOnFile
      let answer = try billing.take(payment, TrialAcquirer(place.place.acquirerFile))
      if let receipt { try BillFile.write(BillPage(answer).pdf(), to: receipt) }
      return answer
    }
  }
}

extension BooksPlace {
  /// Where the test processor keeps what it charged.
  fileprivate var acquirerFile: String { "\(Installation(home: home).home)/trial-acquirer.tsv" }
}

/// `cleanclaim patient-payments list`
struct PaymentsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List payments, and what of them is not used for a balance yet.",
    discussion: "Example: cleanclaim patient-payments list --guarantor G1")

  @Option(help: "Only this guarantor.")
  var guarantor: String?

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer(StatementsText.payments) { billing throws(WorkflowFailure) in
      try billing.payments(of: guarantor)
    }
  }
}

/// `cleanclaim patient-payments apply`
struct PaymentsApply: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Use what a guarantor has paid for the oldest of what is owed.",
    discussion: "Example: cleanclaim patient-payments apply G1")

  @Argument(help: "The guarantor.")
  var guarantor: String

  @Option(help: "The day (default: today in UTC).")
  var on: DayArgument?

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer(StatementsText.applied) { billing throws(WorkflowFailure) in
      try billing.apply(guarantor, on: on?.day)
    }
  }
}

/// `cleanclaim patient-payments receipt`
struct PaymentsReceipt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt",
    abstract: "The receipt of a payment.",
    discussion: "Example: cleanclaim patient-payments receipt 3 --pdf receipt.pdf")

  @Argument(help: "The number of the payment.")
  var number: Int

  @Option(help: "Write it to a file, as a PDF.")
  var pdf: String?

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer(StatementsText.receipt) { billing throws(WorkflowFailure) in
      let answer = try billing.receipt(number)
      if let pdf { try BillFile.write(BillPage(answer).pdf(), to: pdf) }
      return answer
    }
  }
}

/// `cleanclaim bill`
struct BillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bill",
    abstract: "Itemised bills and superbills.",
    subcommands: [BillItemised.self, BillSuperbill.self])
}

/// `cleanclaim bill itemised`
struct BillItemised: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "itemised",
    abstract: "Every service of claims with what became of its price, and why.",
    discussion: """
      Example: cleanclaim bill itemised C1 C2 --accounts Docs/statements/accounts.json --pdf bill.pdf
      """)

  @Argument(help: "The claims, all of one guarantor.")
  var claims: [String]

  @Option(help: "The day (default: today in UTC).")
  var on: DayArgument?

  @Option(help: "Write it to a file, as a PDF.")
  var pdf: String?

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer(StatementsText.itemised) { billing throws(WorkflowFailure) in
      let bill = try billing.itemised(claims, on: on?.day)
      if let pdf { try BillFile.write(BillPage(bill).pdf(), to: pdf) }
      return bill
    }
  }
}

/// `cleanclaim bill superbill`
struct BillSuperbill: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "superbill",
    abstract: "What a patient sends to a plan that has to pay back.",
    discussion: """
      Example: cleanclaim bill superbill C1 --accounts Docs/statements/accounts.json --pdf superbill.pdf
      """)

  @Argument(help: "The claim.")
  var claim: String

  @Option(help: "The day (default: today in UTC).")
  var on: DayArgument?

  @Option(help: "Write it to a file, as a PDF.")
  var pdf: String?

  @OptionGroup var place: StatementPlace

  func run() throws {
    try place.answer(StatementsText.superbill) { billing throws(WorkflowFailure) in
      let bill = try billing.superbill(claim, on: on?.day)
      if let pdf { try BillFile.write(BillPage(bill).pdf(), to: pdf) }
      return bill
    }
  }
}
