//! The tables of the graph as Parquet: a column of its own type for each, lists as lists.

use std::io;
use std::sync::Arc;

pub use ::parquet::errors::ParquetError;

use ::parquet::basic::Compression;
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType};
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::parser::parse_message_type;

use super::table::{Cell, Column, ColumnKind, Table};
use crate::scope::Scope;

/// How many rows are collected before they are written, column by column.
const GROUP: usize = 1000;

/// One table as a Parquet file.
///
/// # Errors
/// If the writer refuses it.
pub fn table_parquet(scope: &Scope<'_>, table: Table) -> Result<Vec<u8>, ParquetError> {
    let columns = table.columns();
    let schema = Arc::new(parse_message_type(&schema(table))?);
    let meta = scope.graph().meta();
    let told = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
    let told = vec![
        told("schema", "interlex/graph/1"),
        told("title", &meta.title),
        told("version", &meta.version),
        told("licence", &meta.licence),
        told("as_of", &scope.day().to_string()),
    ];
    let properties = WriterProperties::builder()
        .set_created_by("interlex".to_owned())
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_key_value_metadata(Some(told))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    let mut group: Vec<Values> = columns.iter().map(|column| Values::new(column.kind)).collect();
    let (mut count, mut refused) = (0, None);
    let done = table.rows(scope, |row| {
        group.iter_mut().zip(row).for_each(|(values, cell)| values.push(cell));
        count += 1;
        if count % GROUP == 0 {
            flush(&mut group, &mut writer).map_err(|error| {
                refused = Some(error);
                io::Error::from(io::ErrorKind::Other)
            })?;
        }
        Ok(())
    });
    if let Some(error) = refused {
        return Err(error);
    }
    done?;
    if count == 0 || count % GROUP > 0 {
        flush(&mut group, &mut writer)?;
    }
    writer.into_inner()
}

/// The columns in Parquet's own language: everything may be missing, but lists are only ever empty.
fn schema(table: Table) -> String {
    let column = |column: &Column| {
        let name = column.name;
        match column.kind {
            ColumnKind::Text | ColumnKind::Date | ColumnKind::Json => format!("optional binary {name} (STRING);"),
            ColumnKind::Number => format!("optional double {name};"),
            ColumnKind::Bool => format!("optional boolean {name};"),
            ColumnKind::List => format!(
                "required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}"
            ),
        }
    };
    let columns: Vec<String> = table.columns().iter().map(column).collect();
    format!("message {} {{ {} }}", table.as_str(), columns.join(" "))
}

/// The values of one column in the rows of a group: those that are there, and for each row whether it is.
struct Values {
    kind: ColumnKind,
    texts: Vec<ByteArray>,
    numbers: Vec<f64>,
    bools: Vec<bool>,
    /// 1 where there is a value, 0 where there is none.
    there: Vec<i16>,
    /// Of lists: 0 where a row begins, 1 for the further values of the same row.
    further: Option<Vec<i16>>,
}

impl Values {
    fn new(kind: ColumnKind) -> Self {
        let further = (kind == ColumnKind::List).then(Vec::new);
        Self { kind, texts: Vec::new(), numbers: Vec::new(), bools: Vec::new(), there: Vec::new(), further }
    }

    fn push(&mut self, cell: &Cell<'_>) {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => self.texts.push(text.as_bytes().to_vec().into()),
            Cell::Number(number) => self.numbers.push(*number),
            Cell::Bool(value) => self.bools.push(*value),
            Cell::List(values) => self.texts.extend(values.iter().map(|it| ByteArray::from(it.as_bytes().to_vec()))),
        }
        let length = if let Cell::List(values) = cell { values.len() } else { 1 };
        self.there.extend(std::iter::repeat_n(i16::from(*cell != Cell::Empty), length));
        if let Some(further) = &mut self.further {
            further.extend((0..length).map(|position| i16::from(position > 0)));
        }
    }

    /// Writes the values and forgets them.
    fn write(&mut self, column: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let (there, further) = (Some(&self.there[..]), self.further.as_deref());
        match self.kind {
            ColumnKind::Number => column.typed::<DoubleType>().write_batch(&self.numbers, there, further)?,
            ColumnKind::Bool => column.typed::<BoolType>().write_batch(&self.bools, there, further)?,
            _ => column.typed::<ByteArrayType>().write_batch(&self.texts, there, further)?,
        };
        *self = Self::new(self.kind);
        Ok(())
    }
}

fn flush(group: &mut [Values], writer: &mut SerializedFileWriter<Vec<u8>>) -> Result<(), ParquetError> {
    let mut rows = writer.next_row_group()?;
    for values in group {
        let Some(mut column) = rows.next_column()? else { break };
        values.write(&mut column)?;
        column.close()?;
    }
    rows.close()?;
    Ok(())
}
