import ArgumentParser
import Values
@main struct Cleanclaim: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "cleanclaim")
  mutating func run() throws { print("hello") }
}
