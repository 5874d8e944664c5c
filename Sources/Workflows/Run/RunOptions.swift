// SPDX-License-Identifier: Apache-2.0

import Glibc
import Storage
import TransactionSets
public import Values
import X12

extension RunEncounters {
  /// What a person says of a run.
  public struct Options: Sendable {
    /// The folder for the files; nothing to write none.
    public var out: String?
    /// A fee schedule; nothing for the `fees.json` of a folder, where it has one.
    public var fees: String?
    /// The date on the interchange.
    public var date: CalendarDate
    /// The time on the interchange, `hhmm`.
    public var time: String
    /// The control number of the first interchange; the next kind of claim takes the next number.
    public var controlNumber: Int
    /// Whether control numbers come from the installation's store instead; the files are then named after
    /// them.
    public var numbersFromStore = false
    /// The identifier of who sends.
    public var sender: String
    /// The identifier of who receives.
    public var receiver: String
    /// Whether the claims are meant: otherwise the interchange says that it is a test.
    public var isProduction = false
    /// Whether diagnoses proposed from notes count as confirmed by a coder.
    public var accept = false
    /// A coder's answers: codes that take the place of proposed ones.
    public var changes: [Change] = []

    /// Files of payers' rules beside those installed.
    public var rules: [String] = []

    /// Contracts in the place of those installed; none for those.
    public var contracts: [String] = []
    /// A file of patients' benefits; nothing for those of the encounters alone.
    public var benefits: String?

    /// Earlier claims of the patients, which are not judged.
    public var earlier: EarlierClaims?

    /// Proposed codes that a coder rejects.
    public var rejected: [PackedCode] = []

    /// A code that takes the place of a proposed one.
    public struct Change: Sendable {
      let code: PackedCode
      let answer: String

      /// Reads `CODE=CODE`; nothing for what is none.
      public init?(_ text: String) {
        let parts = text.split(separator: "=")
        guard parts.count == 2, let code = PackedCode(parts[0]), PackedCode(parts[1]) != nil else {
          return nil
        }
        (self.code, answer) = (code, String(parts[1]))
      }
    }

    /// Makes options; the date and time are the machine's, in UTC, unless they are set after.
    public init(out: String?, controlNumber: Int = 1) {
      self.out = out.map { $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
      self.controlNumber = controlNumber
      sender = "CLEANCLAIM"
      receiver = "CLEARINGHOUSE"
      var now = Glibc.time(nil)
      var parts = tm()
      gmtime_r(&now, &parts)
      date = CalendarDate(daysSinceEpoch: Int32(now / 86_400))
      let (hour, minute) = (Int(parts.tm_hour), Int(parts.tm_min))
      time = "\(hour < 10 ? "0" : "")\(hour)\(minute < 10 ? "0" : "")\(minute)"
    }

    /// Whose numbers are counted.
    var route: NumberRoute { NumberRoute(sender: "ZZ:\(sender)", receiver: "ZZ:\(receiver)") }

    /// The settings of the interchange with a number.
    func settings(_ number: Int) -> ClaimWriter.Settings {
      ClaimWriter.Settings(
        header: InterchangeHeader(
          sender: InterchangeHeader.Party(id: sender),
          receiver: InterchangeHeader.Party(id: receiver), date: date, time: time,
          controlNumber: number, usage: isProduction ? .production : .test),
        submitterName: "Cleanclaim", contactName: "Billing office", contactTelephone: "5555550100",
        receiverName: receiver)
    }
  }
}
