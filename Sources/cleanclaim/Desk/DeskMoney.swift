// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim desk check-in`
struct DeskCheckIn: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-in",
    abstract: "Check a patient in and take the copay: appointment, receipt and books in one step.",
    discussion: "Example: cleanclaim desk check-in A000001 --copay 25.00 --method cash")

  @Argument(help: "The appointment's number.")
  var appointment: String

  @Option(help: "The copay that is taken.")
  var copay: AmountArgument?

  @Option(help: "cash, check or card.")
  var method = "cash"

  @Option(help: "The drawer that it goes to.")
  var drawer = "front"

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.appointments) { desk throws(WorkflowFailure) in
      try desk.checkIn(appointment, copay: copay?.amount, method: method, drawer: drawer)
    }
  }
}

/// `cleanclaim desk take`
struct DeskTake: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "take",
    abstract: "Take money of a patient: a receipt, and the entry that keeps it unapplied.",
    discussion: "Example: cleanclaim desk take P000001 100.00 --method card --for prepayment")

  @Argument(help: "The patient's number.")
  var patient: String

  @Argument(help: "The amount.")
  var amount: AmountArgument

  @Option(help: "cash, check or card.")
  var method = "cash"

  @Option(name: .customLong("for"), help: "copay, prepayment or balance.")
  var purpose = "balance"

  @Option(help: "The appointment that it is for.")
  var appointment: String?

  @Option(help: "The drawer that cash and checks go to.")
  var drawer = "front"

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.receipt) { desk throws(WorkflowFailure) in
      try desk.take(
        amount.amount, method, for: purpose, of: patient, appointment: appointment, drawer: drawer)
    }
  }
}

/// `cleanclaim desk receipt`
struct DeskReceipt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt",
    abstract: "A receipt for the patient, as text or as a PDF.",
    discussion: "Example: cleanclaim desk receipt 7 --name \"Sample Clinic\" --pdf receipt-7.pdf")

  @Argument(help: "The number of the receipt.")
  var number: Int

  @Option(help: "The practice's name at its head.")
  var name = "Receipt"

  @Option(help: "A file for the PDF.")
  var pdf: String?

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer({ $0["text"]?.string ?? "" }) { desk throws(WorkflowFailure) in
      try desk.receipt(number, practiceName: name, pdf: pdf)
    }
  }
}

/// `cleanclaim desk void`
struct DeskVoid: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "void",
    abstract: "Take a receipt back: one of the negative amount, and the entry reversed.",
    discussion: "Example: cleanclaim desk void 7")

  @Argument(help: "The number of the receipt.")
  var number: Int

  @Option(help: "The drawer that cash is given back from.")
  var drawer = "front"

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.receipt) { desk throws(WorkflowFailure) in
      try desk.void(number, drawer: drawer)
    }
  }
}

/// `cleanclaim desk drawer`
struct DeskDrawer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drawer",
    abstract: "The cash drawer: opened, counted and closed, and what the ledger says of it.",
    subcommands: [DrawerOpen.self, DrawerClose.self, DrawerShow.self])
}

/// `cleanclaim desk drawer open`
struct DrawerOpen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Open a drawer with what lies in it.",
    discussion: "Example: cleanclaim desk drawer open --float 100.00")

  @Option(help: "The drawer.")
  var drawer = "front"

  @Option(help: "What lies in it.")
  var float: AmountArgument

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.drawer) { desk throws(WorkflowFailure) in
      try desk.openDrawer(drawer, float: float.amount)
    }
  }
}

/// `cleanclaim desk drawer close`
struct DrawerClose: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract:
      "Count a drawer and close it; what is more or less than its receipts is listed and posted.",
    discussion: "Example: cleanclaim desk drawer close --counted 225.00")

  @Option(help: "The drawer.")
  var drawer = "front"

  @Option(help: "What was counted.")
  var counted: AmountArgument

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.drawer) { desk throws(WorkflowFailure) in
      try desk.closeDrawer(drawer, counted: counted.amount)
    }
  }
}

/// `cleanclaim desk drawer show`
struct DrawerShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "The drawers of a day with their receipts, what was taken, and what the ledger has.",
    discussion: "Example: cleanclaim desk drawer show --on 2026-04-01")

  @Option(help: "The day of the practice (default: today there).")
  var on: DayArgument?

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.drawers) { desk throws(WorkflowFailure) in
      try desk.drawers(on: on?.day)
    }
  }
}
