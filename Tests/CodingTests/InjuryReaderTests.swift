// SPDX-License-Identifier: Apache-2.0

import Coding
import Testing
import Values

@testable import Workflows

/// What readers of injuries, drugs and authors find in notes, each beside a note that says otherwise.
@Suite("Injuries, drugs and who documents them")
struct InjuryReaderTests {
  @Test(
    arguments: [
      // The effect of a drug
      ("Nausea due to digoxin, taken as prescribed.", "T460X5A", true),
      ("Nausea treated with ondansetron.", "T450X5A", false),
      ("No nausea due to digoxin.", "T460X5A", false),
      ("Nausea due to gastroenteritis, digoxin continues.", "T460X5A", false),
      ("Accidental overdose of digoxin with nausea.", "T460X1A", true),
      ("Suicide attempt by overdose of digoxin, nausea.", "T460X2A", true),
      ("History of overdose of digoxin years ago.", "T460X1A", false),
      ("Hypertension, takes less amlodipine than prescribed due to cost.", "Z91120", true),
      ("Hypertension, forgets to take amlodipine.", "Z91138", true),
      ("Hypertension, takes amlodipine daily.", "T461X6A", false),
      // How long somebody was unconscious
      ("Concussion, loss of consciousness of 40 minutes.", "S060X1A", false),
      ("Concussion, loss of consciousness of 20 minutes.", "S060X1A", true),
      ("Concussion without loss of consciousness.", "S060X0A", true),
      // How much is burned
      ("Second degree burn of left thigh, TBSA 12%.", "T3110", true),
      ("Third degree burn of left thigh, TBSA 25%, full thickness 12%.", "T3121", true),
      ("Second degree burn of left thigh.", "T310", false),
      // Who documents
      ("RN: pneumonia.\nPHYSICIAN: acute bronchitis.", "J189", false),
      ("PHYSICIAN: pneumonia.", "J189", true),
      // What an injury makes needless, and what it brings along
      (
        "Closed fracture of left fifth metacarpal bone with contusion of left hand.", "S60222A",
        false
      ),
      ("Contusion of left hand.", "S60222A", true),
      ("Cut by knife. Laceration of right hand.", "W260XXA", true),
      (
        "Cast check, Colles fracture of left radius, routine healing. Fell from ladder.", "W11XXXD",
        true
      ),
    ])
  func finds(_ text: String, _ code: String, _ isFound: Bool) throws {
    guard let library = VignetteTests.library else { return }
    let answer = library.coder().code(text.utf8, .init(setting: .outpatient))
    let said = answer.suggestions.map { $0.code.description }
    #expect(said.contains(code) == isFound, "\(said)")
  }
}
